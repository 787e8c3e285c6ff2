//! What is refused, and in which words: each file of `ui/fail` beside what the compiler says of it,
//! and of `ui/pass` what is meant to compile.
//!
//! The words are compared letter by letter, so they hold for one compiler only, the one that
//! `rust-toolchain.toml` pins; on any other the tests are skipped. After a change:
//!
//! ```sh
//! TRYBUILD=overwrite cargo test -p messages
//! ```

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use trybuild::TestCases;

/// `cargo check` is enough to find these.
#[test]
fn refused() {
    if other_compiler() {
        return;
    }
    let cases = TestCases::new();
    for file in sources("tests/ui/fail") {
        cases.compile_fail(file);
    }
}

/// These are found when code is made: values behind generics, in an inline `const`.
#[test]
fn refused_when_built() {
    if other_compiler() {
        return;
    }
    let cases = TestCases::new();
    for file in sources("tests/ui/fail_to_build") {
        cases.compile_fail(file);
    }
    // Something that passes makes the runner build, and not only check.
    cases.pass("tests/ui/pass/bare.rs");
}

#[test]
fn accepted() {
    let cases = TestCases::new();
    for file in sources("tests/ui/pass") {
        cases.pass(file);
    }
}

/// What the attribute writes into a function is no word for a user.
#[test]
fn no_message_has_a_private_name() {
    for file in files("tests/ui/fail", "stderr") {
        let text = fs::read_to_string(&file).unwrap();
        let mut after_underscores = text.split("__").skip(1);
        let private = after_underscores.any(|rest| rest.starts_with(char::is_alphabetic));
        assert!(!private, "{}", file.display());
    }
}

/// Where the source of the standard library is installed, as rust-analyzer does by itself, the compiler shows
/// lines of it, which are not there for others.
#[test]
fn no_message_points_into_the_standard_library() {
    for directory in ["tests/ui/fail", "tests/ui/fail_to_build"] {
        for file in files(directory, "stderr") {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("$RUST"), "{}", file.display());
        }
    }
}

/// The tests in `directory`, but for those of `#[derive(Classify)]`, which have a runner of their
/// own.
fn sources(directory: &str) -> Vec<PathBuf> {
    let mut sources = files(directory, "rs");
    sources.retain(|path| {
        !path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("derive_")
    });
    sources
}

fn files(directory: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)).unwrap();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| Path::new(directory).join(entry.unwrap().file_name()))
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no {extension} in {directory}");
    files
}

/// Whether the compiler is not the pinned one; says so.
fn other_compiler() -> bool {
    let pinned = include_str!("../../../rust-toolchain.toml")
        .lines()
        .find_map(|line| line.strip_prefix("channel = \"")?.strip_suffix('"'))
        .expect("rust-toolchain.toml names a channel");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().unwrap();
    let version = String::from_utf8_lossy(&output.stdout);
    let other = version.split(' ').nth(1) != Some(pinned);
    if other {
        eprintln!(
            "skipped: the expected messages are those of rustc {pinned}, and this is {}",
            version.trim()
        );
    }
    other
}

//! What is refused, and in which words: each file of `ui/fail` beside what the compiler says of it,
//! and of `ui/pass` what is meant to compile.
//!
//! The words are compared letter by letter, so they hold for one compiler only, the one that
//! `rust-toolchain.toml` pins; on any other the tests are skipped. After a change:
//!
//! ```sh
//! TRYBUILD=overwrite cargo test --all-features --test ui
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

/// The tests in `directory`, but for those of `#[derive(Classify)]`, which have a runner of their
/// own.
fn sources(directory: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)).unwrap();
    let mut sources: Vec<PathBuf> = entries
        .map(|entry| Path::new(directory).join(entry.unwrap().file_name()))
        .filter(|path| path.extension() == Some(OsStr::new("rs")))
        .filter(|path| {
            !path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("derive_")
        })
        .collect();
    sources.sort();
    assert!(!sources.is_empty(), "no tests in {directory}");
    sources
}

/// Whether the compiler is not the pinned one; says so.
fn other_compiler() -> bool {
    let pinned = include_str!("../rust-toolchain.toml")
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

//! Starts cargo, and what it has built.

use std::env;
use std::process::{Command, Output};

pub(crate) const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A `cargo` that looks at no settings by which whoever measures builds otherwise than users do.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").expect("cargo has started this"));
    let settings = [
        "CARGO_BUILD_",
        "CARGO_ENCODED_",
        "CARGO_PROFILE_",
        "CARGO_TARGET_",
        "RUSTFLAGS",
    ];
    for (name, _) in env::vars_os() {
        if settings
            .iter()
            .any(|start| name.to_string_lossy().starts_with(start))
        {
            cargo.env_remove(name);
        }
    }
    cargo.env("CARGO_INCREMENTAL", "0");
    cargo
}

/// What it printed.
///
/// # Panics
///
/// If it fails, as all here.
pub(crate) fn output_of(command: &mut Command) -> String {
    String::from_utf8(run(command).stdout).expect("UTF-8")
}

pub(crate) fn errors_of(command: &mut Command) -> String {
    String::from_utf8(run(command).stderr).expect("UTF-8")
}

pub(crate) fn run(command: &mut Command) -> Output {
    let output = command.output().expect("a command that is installed");
    assert!(
        output.status.success(),
        "{command:?} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

//! CPU time, user and system, of processes and of all that these start.

use crate::cargo;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Where this binary, run by cargo instead of rustc, writes how long rustc took.
const WRAPPER_WRITES_TO: &str = "BENCHES_WRAPPER_WRITES_TO";

/// Seconds that `command` takes, with all the processes it starts, and what it prints.
pub(crate) fn of(command: &mut Command) -> (f64, String) {
    let before = of_children();
    let output = cargo::output_of(command);
    (of_children() - before, output)
}

/// Seconds that the rustc of one crate takes, out of a `cargo` that finds all others built.
pub(crate) fn of_rustc_in(cargo: &mut Command, scratch: &Path) -> f64 {
    let file = written_in(scratch);
    let _ = fs::remove_file(&file);
    cargo::run(wrapping(cargo, scratch));
    let seconds = fs::read_to_string(&file).expect("cargo has run rustc");
    seconds.parse().expect("what the wrapper has written")
}

/// The same `cargo`, for which what was measured is built already.
pub(crate) fn wrapping<'a>(cargo: &'a mut Command, scratch: &Path) -> &'a mut Command {
    let this_binary = env::current_exe().expect("the path of this binary");
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", this_binary)
        .env(WRAPPER_WRITES_TO, written_in(scratch))
}

fn written_in(scratch: &Path) -> PathBuf {
    scratch.join("cpu_time")
}

/// Cargo gives the wrapper rustc's path and arguments. None if this is not the wrapper.
pub(crate) fn run_as_wrapper() -> Option<i32> {
    let file = env::var_os(WRAPPER_WRITES_TO)?;
    let mut args = env::args_os().skip(1);
    let mut rustc = Command::new(args.next()?);
    let status = rustc.args(args).status().expect("rustc starts");
    fs::write(file, of_children().to_string()).expect("a file beside the crates");
    Some(status.code().unwrap_or(1))
}

fn of_children() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("a usage");
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    std::time::Duration::from_micros(micros.try_into().expect("a time")).as_secs_f64()
}

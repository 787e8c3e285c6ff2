//! Counting instructions with callgrind.

use std::env;
use std::process::{Command, Stdio};

/// Tells this binary that it is the one being measured.
pub(crate) const RUN_FLAG: &str = "--run-under-valgrind";

const FEW: u32 = 1024;
const MANY: u32 = 2048;

pub(crate) fn is_installed() -> bool {
    Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Instructions of one call. What start-up and the first calls cost is in both runs, and cancels.
pub(crate) fn instructions(case: &str, contender: &str) -> f64 {
    let few = instructions_in_all(case, contender, FEW);
    let many = instructions_in_all(case, contender, MANY);
    (many - few) / f64::from(MANY - FEW)
}

fn instructions_in_all(case: &str, contender: &str, calls: u32) -> f64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("the path of this binary"))
        .args([RUN_FLAG, case, contender, &calls.to_string()])
        .output()
        .expect("valgrind starts");
    let log = String::from_utf8_lossy(&output.stderr);
    log.lines()
        .find_map(|line| line.split_once("Collected : "))
        .and_then(|(_, count)| count.trim().parse().ok())
        .unwrap_or_else(|| panic!("valgrind did not count {case}, {contender}:\n{log}"))
}

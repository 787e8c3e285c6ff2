//! The most memory that a process took.

use crate::candidates;
use crate::form::Form;
use crate::load::{Load, What};
use std::fs;

const TASKS: u32 = 100_000;

pub(crate) fn print(candidate: &str) {
    candidates::find(candidate, Form::Task)(Load {
        what: What::OneRetry,
        count: TASKS,
    });
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let mut lines = status.lines();
    let peak = lines.find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|kib| kib.trim().strip_suffix(" kB")?.parse().ok());
    let kib: f64 = kib.expect("a number");
    println!("{}", kib / 1024.);
}

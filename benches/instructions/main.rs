//! What a call costs in instructions: ours beside a loop written by hand and beside other crates.
//!
//! ```text
//! cargo bench                    every case
//! cargo bench -- boxed           the cases with "boxed" in their name
//! CARGO_PROFILE_BENCH_CODEGEN_UNITS=1 cargo bench
//! ```
//!
//! Look at the default of 16 codegen units and at 1 before believing a difference under 5 instructions.
//! Needs valgrind; without it nothing is measured and nothing fails.

mod cases;
mod load;
mod server;
mod table;
mod valgrind;

use cases::Case;
use std::env;

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if let [valgrind::RUN_FLAG, case, contender, times] = args[..] {
        return run(case, contender, times.parse().expect("a number of times"));
    }

    let names: Vec<&str> = args
        .iter()
        .copied()
        .filter(|arg| !arg.starts_with('-'))
        .collect();
    let chosen = cases::ALL
        .iter()
        .filter(|case| names.is_empty() || names.iter().any(|&name| case.name.contains(name)));
    if !args.contains(&"--bench") {
        check(chosen);
    } else if valgrind::is_installed() {
        table::print(chosen);
    } else {
        println!(
            "Nothing is measured, because valgrind, which counts the instructions, is not installed."
        );
    }
}

/// What [`valgrind::instructions`] counts.
fn run(case: &str, contender: &str, times: u32) {
    let case = cases::ALL.iter().find(|one| one.name == case);
    let case = case.expect("a case of this name");
    let run = case
        .contenders
        .iter()
        .find(|(one, _)| one.name() == contender);
    let (_, run) = run.expect("a contender of this name");
    run((case.load)(times));
}

/// `cargo test --benches` comes here: every case still works.
fn check<'a>(cases: impl Iterator<Item = &'a Case>) {
    for case in cases {
        for (_, run) in case.contenders {
            run((case.load)(3));
        }
    }
    println!("Every case works; `cargo bench` measures them.");
}

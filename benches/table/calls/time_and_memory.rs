//! Nanoseconds, and resident memory.

use super::program::Program;
use crate::chosen::Chosen;
use crate::output::{HAND_LOOP, Row, Table};

const TIME: &str = "success-ns";
const MEMORY: &str = "memory";

pub(super) fn measure(chosen: &Chosen, table: &mut Table) {
    if ![TIME, MEMORY].iter().any(|id| chosen.row(id)) {
        return;
    }
    let program = Program::build(16);
    if chosen.row(TIME) {
        table.add(&time(&program, chosen));
    }
    if chosen.row(MEMORY) {
        table.add(&memory(&program, chosen));
    }
}

fn time(program: &Program, chosen: &Chosen) -> Row {
    eprintln!("{TIME}: all candidates in turn");
    let output = program.run(&["time", "sync"]);
    let times: Vec<(&str, f64)> = output
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(candidate, nanos)| (candidate, nanos.parse().expect("a number")))
        .collect();
    let of = |candidate| {
        let mut times = times.iter().filter(|(one, _)| *one == candidate);
        times.next().map(|(_, nanos)| *nanos)
    };
    let of_hand_loop = of(HAND_LOOP).expect("always measured");
    let cell = |candidate| {
        let nanos = of(candidate)?;
        let text = match candidate {
            HAND_LOOP => format!("{nanos:.2} ns"),
            _ => format!("{:.2}", nanos / of_hand_loop),
        };
        Some((candidate, text))
    };
    Row {
        id: TIME,
        what: "sync call that succeeds, time",
        cells: chosen.candidates().filter_map(cell).collect(),
    }
}

fn memory(program: &Program, chosen: &Chosen) -> Row {
    let cell = |candidate| {
        eprintln!("{MEMORY}: {candidate}");
        let mib = program.run(&["memory", candidate]);
        let mib: f64 = mib.trim().parse().expect("a number");
        (candidate, format!("{mib:.1}"))
    };
    let candidates = program.candidates("task", chosen).into_iter();
    Row {
        id: MEMORY,
        what: "100,000 tasks that fail twice, resident MiB",
        cells: candidates.map(cell).collect(),
    }
}

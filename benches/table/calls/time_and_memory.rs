//! Nanoseconds, and resident memory.

use super::program::Program;
use crate::chosen::Chosen;
use crate::row::{HAND_LOOP, Row};

const TIME: &str = "success-ns";
const MEMORY: &str = "memory";

pub(super) fn rows(chosen: &Chosen) -> Vec<Row> {
    let wanted = [TIME, MEMORY].map(|id| chosen.row(id));
    if wanted == [false; 2] {
        return Vec::new();
    }
    let program = Program::build(16);
    let rows = [
        (TIME, time as fn(&Program, &Chosen) -> Row),
        (MEMORY, memory),
    ];
    let rows = rows.into_iter().filter(|(id, _)| chosen.row(id));
    rows.map(|(_, row)| row(&program, chosen)).collect()
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

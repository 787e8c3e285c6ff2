//! CPU time of the rustc that compiles many small functions, as ratio to that of the loop written by hand.

use super::workspace::{Crate, Kind, Workspace};
use crate::chosen::Chosen;
use crate::cpu_time;
use crate::output::{HAND_LOOP, Row, Table};
use std::iter;

struct Measure {
    id: &'static str,
    what: &'static str,
    kind: Kind,
    cargo: &'static [&'static str],
    /// Of each crate the quickest counts. They take turns, so that a busy machine slows all of them.
    rounds: usize,
}

const MEASURES: &[Measure] = &[
    Measure {
        id: "check-sync",
        what: "`cargo check` of 200 sync functions, CPU time",
        kind: Kind::Sync,
        cargo: &["check"],
        rounds: 5,
    },
    Measure {
        id: "check-async",
        what: "`cargo check` of 200 async functions, CPU time",
        kind: Kind::Async,
        cargo: &["check"],
        rounds: 5,
    },
    Measure {
        id: "release-sync",
        what: "release build of 200 sync functions, CPU time",
        kind: Kind::Sync,
        cargo: &["build", "--release"],
        rounds: 3,
    },
    Measure {
        id: "release-async",
        what: "release build of 200 async functions, CPU time",
        kind: Kind::Async,
        cargo: &["build", "--release"],
        rounds: 3,
    },
];

pub(super) fn measure(workspace: &Workspace, chosen: &Chosen, table: &mut Table) {
    for measure in MEASURES.iter().filter(|measure| chosen.row(measure.id)) {
        table.add(&row(workspace, chosen, measure));
    }
}

fn row(workspace: &Workspace, chosen: &Chosen, measure: &Measure) -> Row {
    let crates = workspace.chosen(measure.kind, chosen);
    let seconds = quickest(workspace, measure, &crates);
    let of_hand_loop = iter::zip(&crates, &seconds).find(|(one, _)| one.candidate == HAND_LOOP);
    let of_hand_loop = of_hand_loop
        .map(|(_, seconds)| *seconds)
        .expect("always measured");

    let cell = |(one, seconds): (&&Crate, f64)| match one.candidate {
        HAND_LOOP => (one.candidate, format!("{:.0} ms", seconds * 1000.)),
        other => (other, format!("{:.2}", seconds / of_hand_loop)),
    };
    Row {
        id: measure.id,
        what: measure.what,
        cells: iter::zip(&crates, seconds).map(cell).collect(),
    }
}

fn quickest(workspace: &Workspace, measure: &Measure, crates: &[&Crate]) -> Vec<f64> {
    let compile = |package: &str| {
        workspace.touch(package);
        let mut cargo = workspace.cargo(measure.cargo);
        cpu_time::of_rustc_in(cargo.args(["-p", package]), workspace.directory())
    };
    let mut quickest = vec![f64::INFINITY; crates.len()];
    for round in 1..=measure.rounds {
        eprintln!("{}: round {round} of {}", measure.id, measure.rounds);
        for (one, quickest) in iter::zip(crates, &mut quickest) {
            *quickest = quickest.min(compile(&one.package));
        }
    }
    quickest
}

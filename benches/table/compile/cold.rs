//! What a project is built from when it has nothing but the dependency: CPU time, and the number of crates.

use super::workspace::{self, Workspace};
use crate::cargo;
use crate::chosen::Chosen;
use crate::cpu_time;
use crate::row::Row;
use std::collections::BTreeSet;
use std::fs;

const TIME: &str = "cold-check";
const CRATES: &str = "crates";
const ROUNDS: usize = 2;

pub(super) fn rows(workspace: &Workspace, chosen: &Chosen) -> Vec<Row> {
    let mut rows = Vec::new();
    if chosen.row(TIME) {
        rows.push(times(workspace, chosen));
    }
    if chosen.row(CRATES) {
        rows.push(crates(workspace, chosen));
    }
    rows
}

fn times(workspace: &Workspace, chosen: &Chosen) -> Row {
    let mut quickest: Vec<_> = candidates(chosen)
        .map(|name| (name, f64::INFINITY))
        .collect();
    for round in 1..=ROUNDS {
        eprintln!("{TIME}: round {round} of {ROUNDS}");
        for (candidate, quickest) in &mut quickest {
            let seconds = check(workspace, candidate, cpu_time::of);
            *quickest = quickest.min(seconds);
        }
    }
    let cells = quickest.into_iter();
    Row {
        id: TIME,
        what: "first `cargo check` with this dependency alone, CPU seconds",
        cells: cells
            .map(|(name, seconds)| (name, format!("{seconds:.1}")))
            .collect(),
    }
}

fn crates(workspace: &Workspace, chosen: &Chosen) -> Row {
    let cell = |candidate| {
        eprintln!("{CRATES}: {candidate}");
        let output = check(workspace, candidate, |cargo| {
            cargo::output_of(cargo.arg("--message-format=json"))
        });
        let artifacts = output
            .lines()
            .filter(|line| line.contains("\"compiler-artifact\""));
        let packages = artifacts.map(|line| {
            let (_, id) = line.split_once("\"package_id\":\"").expect("a package");
            id.split('"').next()
        });
        // The one that is empty does not count.
        let packages = packages.collect::<BTreeSet<_>>().len() - 1;
        (candidate, packages.to_string())
    };
    Row {
        id: CRATES,
        what: "crates that are compiled for it",
        cells: candidates(chosen).map(cell).collect(),
    }
}

fn candidates(chosen: &Chosen) -> impl Iterator<Item = &'static str> {
    let all = super::candidates::ALL
        .iter()
        .map(|candidate| candidate.name);
    all.filter(|name| chosen.candidate(name))
}

/// In a folder that was empty before, and is gone after.
fn check<T>(
    workspace: &Workspace,
    candidate: &str,
    run: impl Fn(&mut std::process::Command) -> T,
) -> T {
    let target = workspace.directory().join("cold");
    let _ = fs::remove_dir_all(&target);
    let package = workspace::empty(candidate);
    let mut cargo = workspace.cargo(&["check", "-p", &package, "--target-dir"]);
    let result = run(cargo.arg(&target));
    let _ = fs::remove_dir_all(&target);
    result
}

//! What a project is built from when it has nothing but the dependency: CPU time, and the number of crates.

use super::workspace::{self, Workspace};
use crate::chosen::Chosen;
use crate::cpu_time;
use crate::output::{Row, Table};
use std::collections::BTreeSet;
use std::{fs, iter};

const TIME: &str = "cold-check";
const CRATES: &str = "crates";
const ROUNDS: usize = 2;

pub(super) fn measure(workspace: &Workspace, chosen: &Chosen, table: &mut Table) {
    let mut rows = vec![
        Row {
            id: TIME,
            what: "first `cargo check` with this dependency alone, CPU seconds",
            cells: Vec::new(),
        },
        Row {
            id: CRATES,
            what: "crates that are compiled for it",
            cells: Vec::new(),
        },
    ];
    rows.retain(|row| chosen.row(row.id));
    if rows.is_empty() {
        return;
    }
    for (candidate, check) in quickest(workspace, chosen) {
        for row in &mut rows {
            let cell = match row.id {
                TIME => format!("{:.1}", check.seconds),
                _ => check.crates.to_string(),
            };
            row.cells.push((candidate, cell));
        }
    }
    for row in &rows {
        table.add(row);
    }
}

struct Check {
    seconds: f64,
    crates: usize,
}

fn quickest(workspace: &Workspace, chosen: &Chosen) -> Vec<(&'static str, Check)> {
    let all = super::candidates::ALL
        .iter()
        .map(|candidate| candidate.name);
    let candidates: Vec<&str> = all.filter(|name| chosen.candidate(name)).collect();
    let round = |number| {
        eprintln!("{TIME}: round {number} of {ROUNDS}");
        let checks = candidates
            .iter()
            .map(|candidate| check(workspace, candidate));
        checks.collect::<Vec<Check>>()
    };
    let mut quickest = round(1);
    for number in 2..=ROUNDS {
        for (quickest, check) in iter::zip(&mut quickest, round(number)) {
            quickest.seconds = quickest.seconds.min(check.seconds);
        }
    }
    iter::zip(candidates.iter().copied(), quickest).collect()
}

/// In a folder that was empty before, and is gone after.
fn check(workspace: &Workspace, candidate: &str) -> Check {
    let target = workspace.directory().join("cold");
    let _ = fs::remove_dir_all(&target);
    let package = workspace::empty(candidate);
    let mut cargo = workspace.cargo(&["check", "--message-format=json", "-p", &package]);
    let (seconds, messages) = cpu_time::of(cargo.arg("--target-dir").arg(&target));
    let _ = fs::remove_dir_all(&target);

    let artifacts = messages
        .lines()
        .filter(|line| line.contains("\"compiler-artifact\""));
    let packages = artifacts.map(|line| {
        let (_, id) = line.split_once("\"package_id\":\"").expect("a package");
        id.split('"').next()
    });
    let packages = packages.collect::<BTreeSet<_>>();
    Check {
        seconds,
        // The one that is empty does not count.
        crates: packages.len() - 1,
    }
}

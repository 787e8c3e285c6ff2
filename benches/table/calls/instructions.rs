//! Instructions of a call, counted by callgrind in two builds: with 16 codegen units, the default, and with 1.

use super::program::Program;
use crate::cargo;
use crate::chosen::Chosen;
use crate::output::{NO_RETRY, Row, Table};
use std::process::{Command, Stdio};
use std::thread;

struct Measure {
    id: &'static str,
    what: &'static str,
    form: &'static str,
    cost: Cost,
}

enum Cost {
    /// Of a call that succeeds at once.
    Success,
    /// What one retry and the recovery after it add to that.
    Retry,
    /// The same without the wait.
    AsyncRetry,
}

const MEASURES: &[Measure] = &[
    Measure {
        id: "success-sync",
        what: "sync call that succeeds, instructions",
        form: "sync",
        cost: Cost::Success,
    },
    Measure {
        id: "success-async",
        what: "async call that succeeds, polled as `dyn Future`, instructions",
        form: "async",
        cost: Cost::Success,
    },
    Measure {
        id: "success-layered",
        what: "the same, awaited by two more `async fn`, instructions",
        form: "layered",
        cost: Cost::Success,
    },
    Measure {
        id: "retry-sync",
        what: "a sync retry without delay and its recovery, instructions",
        form: "sync",
        cost: Cost::Retry,
    },
    Measure {
        id: "retry-async",
        what: "the same async, without what tokio's `yield_now` or `sleep` takes, instructions",
        form: "async",
        cost: Cost::AsyncRetry,
    },
    Measure {
        id: "delay",
        what: "one exponential delay with jitter, instructions",
        form: "delay",
        cost: Cost::Success,
    },
    Measure {
        id: "form-boxed",
        what: "boxed future that succeeds, instructions",
        form: "boxed",
        cost: Cost::Success,
    },
    Measure {
        id: "form-method",
        what: "`&mut self` method that succeeds, instructions",
        form: "method",
        cost: Cost::Success,
    },
    Measure {
        id: "form-when",
        what: "sync call with `when` that succeeds, instructions",
        form: "when",
        cost: Cost::Success,
    },
    Measure {
        id: "form-budget",
        what: "sync call with `budget` that succeeds, instructions",
        form: "budget",
        cost: Cost::Success,
    },
    Measure {
        id: "form-policy",
        what: "closure by a `Policy` that succeeds, instructions",
        form: "by-policy",
        cost: Cost::Success,
    },
    Measure {
        id: "form-retry",
        what: "closure by a `Retry` that succeeds, instructions",
        form: "by-retry",
        cost: Cost::Success,
    },
];

pub(super) fn measure(chosen: &Chosen, table: &mut Table) {
    let measures = MEASURES.iter().filter(|measure| chosen.row(measure.id));
    let measures: Vec<&Measure> = measures.collect();
    if measures.is_empty() {
        return;
    }
    if !valgrind_is_installed() {
        eprintln!("No instructions are counted, because valgrind is not installed.");
        return;
    }
    let programs = [16, 1].map(Program::build);
    for measure in measures {
        table.add(&row(&programs, chosen, measure));
    }
}

/// Each candidate on a thread of its own: the counts are exact whatever else runs.
fn row(programs: &[Program; 2], chosen: &Chosen, measure: &Measure) -> Row {
    eprintln!("{}: counted in two builds", measure.id);
    let candidates = programs[0].candidates(measure.form, chosen);
    let cells = thread::scope(|scope| {
        let counts = candidates.into_iter().map(|candidate| {
            let count = move || {
                programs
                    .each_ref()
                    .map(|one| count(one, candidate, measure))
            };
            (candidate, scope.spawn(count))
        });
        let counts: Vec<_> = counts.collect();
        let cell = |(candidate, counts): (_, thread::ScopedJoinHandle<'_, [Option<f64>; 2]>)| {
            let [default, single] = counts.join().expect("a count");
            Some((candidate, format!("{:.0} / {:.0}", default?, single?)))
        };
        counts.into_iter().filter_map(cell).collect()
    });
    Row {
        id: measure.id,
        what: measure.what,
        cells,
    }
}

/// None if the candidate does not retry, and that is what is counted.
fn count(program: &Program, candidate: &'static str, measure: &Measure) -> Option<f64> {
    let of = |form, load| each(program, [candidate, form, load]);
    match measure.cost {
        Cost::Success => Some(of(measure.form, "success")),
        _ if candidate == NO_RETRY => None,
        Cost::Retry => Some(of(measure.form, "one-retry") - of(measure.form, "success")),
        Cost::AsyncRetry => {
            let retry = of(measure.form, "one-retry") - of(measure.form, "success-on-tokio");
            Some(retry - of("wait", "success-on-tokio"))
        }
    }
}

/// What start-up and the first calls cost is in both runs, and falls out.
fn each(program: &Program, run: [&str; 3]) -> f64 {
    const FEW: u32 = 1024;
    const MANY: u32 = 3072;

    let few = in_all(program, run, FEW);
    let many = in_all(program, run, MANY);
    (many - few) / f64::from(MANY - FEW)
}

fn in_all(program: &Program, run: [&str; 3], count: u32) -> f64 {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program.path())
        .arg("run")
        .args(run)
        .arg(count.to_string());
    let log = cargo::errors_of(&mut valgrind);
    log.lines()
        .find_map(|line| line.split_once("Collected : "))
        .and_then(|(_, count)| count.trim().parse().ok())
        .unwrap_or_else(|| panic!("valgrind did not count {run:?}:\n{log}"))
}

fn valgrind_is_installed() -> bool {
    let mut valgrind = Command::new("valgrind");
    let version = valgrind.arg("--version").stdout(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

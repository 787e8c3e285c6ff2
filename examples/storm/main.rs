//! A retry storm. Three servers on loopback, each with 200 clients of its own, have the same fault
//! for a second and a half. What comes after it depends on how the clients retry: without a budget
//! their own retries keep the server overloaded when the fault is long over.
//!
//! ```console
//! cargo run --example storm
//! ```

mod chart;
mod clients;
mod record;
mod server;

use std::{env, error::Error, io, ops::Range, sync::Arc, time::Instant};

use clients::{Policy, Target};
use record::{Record, TENTH, seconds};
use server::Server;
use tokio::{task::JoinSet, time::sleep_until};

/// When all is well and all clients have begun, in tenths of a second.
const BEFORE: Range<u32> = 5..15;
/// When every request takes ten times as long.
const FAULT: Range<u32> = 15..30;
/// When it ought to be well again.
const AFTER: Range<u32> = 60..END;
const END: u32 = 70;

/// A server and its clients.
struct Run {
    policy: Policy,
    server: Server,
    target: Arc<Target>,
    clients: JoinSet<()>,
}

impl Run {
    async fn start(policy: Policy, start: Instant) -> io::Result<Self> {
        let server = Server::start().await?;
        let target = Arc::new(Target {
            server: server.address,
            record: Record::new(start),
        });
        Ok(Self {
            policy,
            server,
            clients: clients::start(policy, &target),
            target,
        })
    }

    fn print(&self) {
        let record = &self.target.record;
        let [before, during, after] = [BEFORE, FAULT, AFTER].map(|time| record.answers.rate(time));
        let recovery = match record.recovery() {
            Some(time) => format!("{:.1} s", seconds(time - FAULT.end)),
            None => format!("> {:.1} s", seconds(END - FAULT.end)),
        };
        println!(
            "{:<24}{before:>8.0}{during:>8.0}{after:>8.0}{:>14.2}{recovery:>12}",
            self.policy.name(),
            record.attempts_a_call(FAULT.start..END),
        );
    }

    /// What is answered in the end, as a share of what was before the fault.
    fn health(&self) -> f64 {
        let answers = &self.target.record.answers;
        answers.rate(AFTER) / answers.rate(BEFORE)
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut runs = Vec::new();
    for policy in Policy::ALL {
        runs.push(Run::start(policy, start).await?);
    }
    let set_faulty = |faulty| {
        for run in &runs {
            run.server.set_faulty(faulty);
        }
    };
    let until = |tenth| sleep_until((start + TENTH * tenth).into());
    until(FAULT.start).await;
    set_faulty(true);
    until(FAULT.end).await;
    set_faulty(false);
    until(END).await;
    for run in &mut runs {
        run.clients.abort_all();
    }

    println!("                            answered calls a second   attempts   recovered");
    println!("                          before  during   after        a call       after");
    runs.iter().for_each(Run::print);
    // Beside the program, in `target`.
    let picture = env::current_exe()?.with_extension("svg");
    chart::draw(&picture, &runs)?;
    println!("the curves: {}", picture.display());

    let [naive, _, budgeted] = runs.as_slice() else {
        unreachable!("three policies")
    };
    let recovered = budgeted.target.record.recovery().is_some();
    assert!(recovered && budgeted.health() > 0.7, "the budget helps");
    assert!(naive.health() < 0.3, "they are still down");
    Ok(())
}

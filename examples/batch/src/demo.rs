//! What the program does, on a server of its own. Each number is compared with what it should be.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use reattempt::{CancelHandle, Scope};
use serde_json::Value;

use crate::fetch;
use crate::items;
use crate::journal::{Journal, beside};
use crate::run::{Batch, BatchError, Mode, OnFailure, Report};
use crate::server::{Answer, Server};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const INTERVAL: usize = 10;

const BATCH: Batch = Batch {
    mode: Mode::Threads,
    workers: 8,
    policy: fetch::DEFAULT,
    timeout: Duration::from_secs(5),
    on_failure: OnFailure::Collect,
};

pub fn run() -> Result {
    println!("the delays, in each mode:\n{}", fetch::DEFAULT.schedule());
    for mode in [Mode::Threads, Mode::Tasks] {
        faults_and_dead_letters(&Batch { mode, ..BATCH })?;
    }
    fail_fast()?;
    killed()?;
    on_two_machines()
}

/// Every fifth page fails twice; two fail for good, until somebody mends them.
fn faults_and_dead_letters(batch: &Batch) -> Result {
    println!(
        "40 items, {:?}, some of which fail twice and two for good:",
        batch.mode
    );
    let mended = Arc::new(AtomicBool::new(false));
    let is_mended = Arc::clone(&mended);
    let server = Server::start(40, move |page, request| match (page, request) {
        (7 | 8, _) if is_mended.load(Ordering::Relaxed) => Answer::Page,
        (7, _) => Answer::Status(404),
        (8, _) => Answer::Text,
        (_, 1) if page % 5 == 0 => Answer::Status(503),
        (_, 2) if page % 5 == 0 => Answer::Break,
        _ => Answer::Page,
    })?;
    let files = tempfile::tempdir()?;
    let output = files.path().join("results.jsonl");

    let report = run_once(batch, &server.urls(), &output)?;
    println!("{report}");
    expect("results", lines(&output)?, 38)?;
    expect("dead letters", lines(&beside(&output, ".dead"))?, 2)?;
    expect("requests", server.total(), 40 + 8 * 2)?;

    println!("the dead letters again, now that they are mended:");
    mended.store(true, Ordering::Relaxed);
    let dead = items::read(&beside(&output, ".dead"))?;
    let output = files.path().join("again.jsonl");
    println!("{}", run_once(batch, &dead, &output)?);
    expect("results", lines(&output)?, 2)
}

/// The first failure ends it, and an item without retries is asked for once.
fn fail_fast() -> Result {
    println!("no retries, and the first failure ends it:");
    let server = Server::start(1000, |page, _| match page {
        3 => Answer::Status(503),
        _ => Answer::Page,
    })?;
    let files = tempfile::tempdir()?;
    let batch = Batch {
        policy: fetch::DEFAULT.to_builder().max_attempts(1).build(),
        on_failure: OnFailure::FailFast,
        ..BATCH
    };
    match run_once(&batch, &server.urls(), &files.path().join("results.jsonl")) {
        Err(error) => match error.downcast::<BatchError>().map(|error| *error) {
            Ok(BatchError::Item { item, source }) => println!("  {item}: {source}"),
            Ok(error) => return Err(error.into()),
            Err(error) => return Err(error),
        },
        Ok(_) => return Err("one item failed".into()),
    }
    expect("requests for it", server.requests()[3], 1)?;
    expect(
        "whether others were not begun",
        usize::from(server.total() < 1000),
        1,
    )
}

/// SIGKILL in the middle, as of a machine that loses its power. The next run goes on.
fn killed() -> Result {
    println!("200 items, killed after 100:");
    let server = Server::start(200, |_, _| Answer::Slow(Duration::from_millis(20)))?;
    let files = tempfile::tempdir()?;
    let list = files.path().join("list.txt");
    fs::write(&list, server.urls().join("\n"))?;
    let output = files.path().join("results.jsonl");

    let mut program = program(&list, &output)?;
    program.args(["--checkpoint-interval", &INTERVAL.to_string()]);
    let mut child = Killed(program.spawn()?);
    child.until_asked(&server, 100)?;
    drop(child);
    let before = server.settled();
    let done = Journal::open(&output, &server.urls(), INTERVAL)?.done();
    println!("  items that were done: {done}, of {before} requests");

    println!("{}", run_once(&BATCH, &server.urls(), &output)?);
    expect("results", lines(&output)?, 200)?;
    expect(
        "requests by the second run",
        server.total() - before,
        200 - done,
    )
}

/// Two processes share the items, and one of them is killed. Where NATS is installed.
fn on_two_machines() -> Result {
    let Some(nats) = start_nats() else {
        return Ok(());
    };
    println!("200 items in a queue, for two processes of which one is killed:");
    let server = Server::start(200, |page, _| match page {
        7 => Answer::Status(404),
        _ => Answer::Slow(Duration::from_millis(100)),
    })?;
    let files = tempfile::tempdir()?;
    let list = files.path().join("list.txt");
    fs::write(&list, server.urls().join("\n"))?;
    let [one, other] = ["one", "other"].map(|name| files.path().join(name));
    let queue = format!("nats://127.0.0.1:{}", nats.port());
    let begin = |output: &Path, more: &[&str]| -> Result<Killed> {
        let mut program = program(&list, output)?;
        program.args(["--queue", &queue]).args(more);
        Ok(Killed(program.spawn()?))
    };

    let mut killed = begin(&one, &[])?;
    killed.until_asked(&server, 1)?;
    let mut lasting = begin(&other, &["--join"])?;
    lasting.until_asked(&server, 100)?;
    drop(killed);
    let status = lasting.0.wait()?;

    println!("  the other one: {status}, for there is a dead letter");
    let (by_one, by_other) = (items_of(&one)?, items_of(&other)?);
    println!("  results: {} and {}", by_one.len(), by_other.len());
    expect("items with a result", by_one.union(&by_other).count(), 199)?;
    expect("dead letters", lines(&beside(&other, ".dead"))?, 1)
}

#[cfg(target_os = "linux")]
fn start_nats() -> Option<servers::Server> {
    servers::nats::start_with_jetstream(&[])
}

#[cfg(not(target_os = "linux"))]
fn start_nats() -> Option<servers::Server> {
    None
}

/// Those of whole lines. The last one of a process that was killed may be half a line.
fn items_of(results: &Path) -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(results)?;
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let items = lines.map(|line: Value| line["item"].to_string());
    Ok(items.collect())
}

struct Killed(Child);

impl Killed {
    /// Until so many requests have arrived.
    fn until_asked(&mut self, server: &Server, requests: usize) -> Result {
        while server.total() < requests {
            if let Some(status) = self.0.try_wait()? {
                return Err(format!("it ended by itself: {status}").into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// This program, as it is called.
fn program(list: &Path, output: &Path) -> Result<Command> {
    let mut program = Command::new(env::current_exe()?);
    program.arg(list).arg("--output").arg(output);
    program.stdout(Stdio::null());
    Ok(program)
}

fn run_once(batch: &Batch, items: &[String], output: &Path) -> Result<Report> {
    let mut journal = Journal::open(output, items, INTERVAL)?;
    let never = CancelHandle::new();
    Ok(batch.run(items, &mut journal, &never, &Scope::new(), |_| {})?)
}

fn lines(file: &Path) -> Result<usize> {
    Ok(fs::read_to_string(file)?.lines().count())
}

fn expect(what: &str, found: usize, expected: usize) -> Result {
    println!("  {what}: {found}");
    if found != expected {
        return Err(format!("{what}: {found} instead of {expected}").into());
    }
    Ok(())
}

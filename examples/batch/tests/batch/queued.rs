//! The same items through a queue, by processes of which one is killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use batch::items::DeadLetter;
use batch::queued::{FEWEST_WORKERS, Queued};
use batch::server::{Answer, Server};
use reattempt::Policy;
use serde_json::Value;
use serde_json::value::to_raw_value;
use tempfile::TempDir;
use tokio::sync::watch;
use webhook_relay::delivery::Delivery;
use webhook_relay::queue::Queue;

const ITEMS: usize = 150;

/// Killed with the test, if it still runs.
struct Process(Child);

impl Process {
    fn start(list: &Path, output: &Path, queue: &str, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
        command
            .arg(list)
            .arg("--output")
            .arg(output)
            .args(["--queue", queue])
            .args(more);
        let child = command.stdout(Stdio::null()).spawn();
        Self(child.expect("the program"))
    }
}

impl Drop for Process {
    /// SIGKILL.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn on_nats_each_item_is_done_although_a_process_is_killed() {
    let Some(server) = servers::nats::start_with_jetstream(&[]) else {
        return;
    };
    each_item_is_done(&format!("nats://127.0.0.1:{}", server.port()));
}

#[test]
fn on_postgres_each_item_is_done_although_a_process_is_killed() {
    let Some(server) = servers::postgres::start() else {
        return;
    };
    let port = server.port();
    each_item_is_done(&format!(
        "postgres://postgres@127.0.0.1:{port}/postgres?sslmode=disable"
    ));
}

#[tokio::test]
async fn what_is_no_item_is_a_dead_letter_as_it_is() {
    let files = TempDir::new().unwrap();
    let url = format!("sqlite:{}", files.path().join("queue.db").display());
    let queue = Queue::open(&url, "items", Duration::from_secs(1)).await;
    let five = Delivery::new("items", "x".to_owned(), to_raw_value(&5).unwrap());
    let pushed = queue.unwrap().push(&five.into(), Duration::ZERO).await;
    pushed.unwrap();
    let queued = Queued {
        url,
        name: "items".to_owned(),
        workers: FEWEST_WORKERS,
        policy: Policy::new(),
        timeout: Duration::from_secs(1),
    };

    let (_stop, stopped) = watch::channel(false);
    let report = queued.run(&[], &files.path().join("out"), stopped).await;

    assert_eq!(report.unwrap().dead, 1);
    let dead = fs::read_to_string(files.path().join("out.dead")).unwrap();
    let dead: DeadLetter = serde_json::from_str(&dead).unwrap();
    assert_eq!((&*dead.item, &*dead.reason), ("5", "no item"));
}

/// Page 7 is missing, and every tenth one fails at first.
fn each_item_is_done(queue: &str) {
    let server = Server::start(ITEMS, |page, request| match (page, request) {
        (7, _) => Answer::Status(404),
        (_, 1) if page % 10 == 0 => Answer::Status(503),
        _ => Answer::Slow(Duration::from_millis(100)),
    });
    let (server, files) = (server.unwrap(), TempDir::new().unwrap());
    let urls = server.urls();
    let list = files.path().join("list.txt");
    fs::write(&list, urls.join("\n")).unwrap();
    let [one, other] = ["one", "other"].map(|name| files.path().join(name));

    let killed = Process::start(&list, &one, queue, &[]);
    until("some results", || results(&one).len() > 20);
    let mut lasting = Process::start(&list, &other, queue, &["--join"]);
    until("results of the other", || results(&other).len() > 5);
    drop(killed);
    let status = lasting.0.wait().unwrap();

    assert_eq!(status.code(), Some(1), "for there is a dead letter");
    let (by_one, by_other) = (results(&one), results(&other));
    let all: BTreeSet<_> = by_one.union(&by_other).cloned().collect();
    let expected: BTreeSet<_> = (0..ITEMS).filter(|page| *page != 7).collect();
    assert_eq!(
        all,
        expected
            .into_iter()
            .map(|page| urls[page].clone())
            .collect()
    );
    assert!(server.requests().iter().all(|requests| *requests > 0));
    let dead = fs::read_to_string(files.path().join("other.dead")).unwrap();
    let dead: DeadLetter = serde_json::from_str(dead.trim()).unwrap();
    assert_eq!(
        dead,
        DeadLetter {
            item: urls[7].clone(),
            error: "HTTP status 404 Not Found".to_owned(),
            attempts: 1,
            reason: "permanent".to_owned(),
        }
    );
}

/// The items of whole lines. The last one of a process that was killed may be half a line.
fn results(output: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(output).unwrap_or_default();
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    lines
        .map(|line: Value| line["item"].as_str().unwrap().to_owned())
        .collect()
}

fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(
            start.elapsed() < Duration::from_mins(1),
            "still not: {what}"
        );
        thread::sleep(Duration::from_millis(5));
    }
}

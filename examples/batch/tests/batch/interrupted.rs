//! Runs that do not come to their end, of the real program.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use batch::server::{Answer, Server};

use crate::support::Files;

const ITEMS: usize = 200;
const INTERVAL: usize = 10;
const WORKERS: usize = 4;

/// Killed with the test, if it still runs.
struct Program(Child);

impl Program {
    fn start(list: &Path, output: &Path, mode: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
        command
            .arg(list)
            .arg("--output")
            .arg(output)
            .args(["--mode", mode]);
        command.args(["--checkpoint-interval", &INTERVAL.to_string()]);
        command.args(["--workers", &WORKERS.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Self(child.expect("the program"))
    }

    fn interrupt(&self) {
        let kill = Command::new("kill")
            .args(["-INT", &self.0.id().to_string()])
            .status();
        assert!(kill.expect("kill").success());
    }

    fn end(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            match self.0.try_wait().expect("a child") {
                Some(status) => return status.code(),
                None => assert!(start.elapsed() < Duration::from_secs(30), "it does not end"),
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Program {
    /// SIGKILL.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn slow() -> Server {
    let answer = |_, _| Answer::Slow(Duration::from_millis(10));
    Server::start(ITEMS, answer).expect("a server")
}

fn until(server: &Server, requests: usize) {
    let start = Instant::now();
    while server.total() < requests {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "{} requests",
            server.total()
        );
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn after_sigkill_at_any_moment_it_goes_on_from_the_checkpoint() {
    for mode in ["threads", "tasks"] {
        let (server, files) = (slow(), Files::new());
        let urls = server.urls();
        let list = files.list(&urls);

        let mut requests = 0;
        for kill_after in [1, 37, 60, 61] {
            let program = Program::start(&list, &files.output(), mode);
            until(&server, requests + kill_after);
            drop(program);
            requests = server.settled();
        }
        let done = files.done(&urls);
        assert!(done < ITEMS, "it was killed");
        let status = Program::start(&list, &files.output(), mode).end();

        assert_eq!(status, Some(0), "{mode}");
        assert_eq!(files.pages(), (0..ITEMS).collect(), "{mode}");
        assert!(files.dead().is_empty());
        assert_eq!(server.total() - requests, ITEMS - done, "{mode}");
        // What each kill costs: those since the checkpoint, those that wait to be written, and those
        // under way.
        let again = server.total() - ITEMS;
        assert!(again <= 4 * (INTERVAL + 2 * WORKERS), "{again} {mode}");
    }
}

#[test]
fn after_ctrl_c_it_goes_on_without_asking_for_anything_twice() {
    for mode in ["threads", "tasks"] {
        let (server, files) = (slow(), Files::new());
        let list = files.list(&server.urls());

        let mut program = Program::start(&list, &files.output(), mode);
        until(&server, 60);
        program.interrupt();
        assert_eq!(program.end(), Some(130), "{mode}");
        let requests = server.total();
        assert!(requests < ITEMS, "{mode}");
        assert_eq!(files.done(&server.urls()), requests, "{mode}");

        let status = Program::start(&list, &files.output(), mode).end();

        assert_eq!(status, Some(0), "{mode}");
        assert_eq!(server.requests(), [1; ITEMS], "{mode}");
        assert_eq!(files.pages().len(), ITEMS);
    }
}

#[test]
fn ctrl_c_ends_waits_at_once_and_what_waited_is_no_dead_letter() {
    for mode in ["threads", "tasks"] {
        let server = Server::start(WORKERS, |_, request| match request {
            // Longer than the program may take to end.
            1 => Answer::Status(503),
            _ => Answer::Page,
        });
        let (server, files) = (server.unwrap(), Files::new());
        let list = files.list(&server.urls());
        let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
        command.arg(&list).arg("--output").arg(files.output());
        command.args(["--mode", mode, "--backoff", "fixed", "--backoff-min", "1h"]);
        command.args(["--backoff-max", "1h"]).stdout(Stdio::null());
        let mut program = Program(command.spawn().unwrap());

        until(&server, WORKERS);
        thread::sleep(Duration::from_millis(200));
        program.interrupt();

        assert_eq!(program.end(), Some(130), "{mode}");
        assert!(files.dead().is_empty(), "{mode}");
        let status = Program::start(&list, &files.output(), mode).end();
        assert_eq!(status, Some(0), "{mode}");
        assert_eq!(files.pages().len(), WORKERS, "{mode}");
    }
}

//! A process that is ready when its log says so, and goes with all that it has started.

use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, io, thread};

use reattempt::{Class, Event};
use tempfile::TempDir;

/// How long a server may take to be ready, and a test to pass.
const LIMIT: Duration = Duration::from_secs(30);

/// A server that runs, unless it was killed, and is gone when this is dropped.
pub struct Server {
    process: Mutex<Process>,
    port: u16,
    // Removed after the process has ended.
    directory: TempDir,
}

struct Process {
    command: Command,
    ready: &'static str,
    end: Signal,
    log: PathBuf,
    running: Option<Child>,
}

/// How to end a server.
#[derive(Clone, Copy)]
pub enum Signal {
    /// It cannot say goodbye.
    Kill,
    /// `PostgreSQL` hangs up at once, but gives back its shared memory.
    Quit,
}

impl Server {
    /// Starts what `command` makes of a directory and a port; `ready` is what it then logs, to its
    /// standard output or error.
    pub fn start(
        directory: TempDir,
        ready: &'static str,
        end: Signal,
        command: impl FnOnce(&Path, u16) -> Command,
    ) -> Self {
        let port = free_port();
        let mut command = command(directory.path(), port);
        let path = directory.path().join("log");
        let log = File::options().create(true).append(true).open(&path);
        let log = log.expect("a log");
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log);
        let server = Self {
            process: Mutex::new(Process {
                command,
                ready,
                end,
                log: path,
                running: None,
            }),
            port,
            directory,
        };
        server.restart();
        server
    }

    /// Kills it, if it runs, and starts it again on the same port.
    pub fn restart(&self) {
        self.process.lock().expect("no panic").restart();
    }

    /// Kills it and every process that it has started.
    pub fn kill(&self) {
        self.process.lock().expect("no panic").kill();
    }

    /// For `on_event`: starts it again after an attempt that found it gone.
    pub fn restart_when_missed<E>(&self, event: &Event<'_, E>) {
        if matches!(event, Event::Retrying(failed) if failed.class == Class::Unsent) {
            self.restart();
        }
    }

    /// Where on `127.0.0.1` it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// All that it has on the disk.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// How often it has logged `text`.
    pub fn logged(&self, text: &str) -> usize {
        let process = self.process.lock().expect("no panic");
        process.read_log().matches(text).count()
    }
}

impl Process {
    fn restart(&mut self) {
        self.kill();
        let before = self.read_log().len();
        let child = self.command.spawn().expect("a server");
        let child = self.running.insert(child);

        let start = Instant::now();
        loop {
            let ended = child.try_wait().expect("a child").is_some();
            let log = fs::read_to_string(&self.log).expect("a log");
            if log[before..].contains(self.ready) {
                break;
            }
            assert!(!ended && start.elapsed() < LIMIT, "not ready:\n{log}");
            thread::sleep(Duration::from_millis(2));
        }
    }

    fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            let signal = match self.end {
                Signal::Kill => "-KILL",
                Signal::Quit => "-QUIT",
            };
            let mut processes = vec![child.id().to_string()];
            add_descendants(&mut processes);
            // Some may be gone already.
            let _status = Command::new("sh")
                .args(["-c", r#"kill "$@" 2>/dev/null"#, "sh", signal])
                .args(processes)
                .status();
            let _status = child.wait();
        }
    }

    fn read_log(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Adds the children of the first process, theirs, and so on.
fn add_descendants(processes: &mut Vec<String>) {
    let mut next = 0;
    while let Some(process) = processes.get(next) {
        let children = format!("/proc/{process}/task/{process}/children");
        let children = fs::read_to_string(children).unwrap_or_default();
        processes.extend(children.split_whitespace().map(str::to_owned));
        next += 1;
    }
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

/// Where a program is installed. Without it the test has to be skipped, which panics where `CI` is `true`.
pub fn installed(program: &str, package: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let found = env::split_paths(&path)
        .chain(["/usr/sbin".into()])
        .chain(debian.flatten().map(|version| version.path().join("bin")))
        .map(|directory| directory.join(program))
        .find(|program| program.is_file())
        .filter(|_| cfg!(target_os = "linux"));

    if found.is_none() {
        let missing = format!("{program} is missing: apt-get install {package}");
        assert_ne!(env::var("CI").as_deref(), Ok("true"), "{missing}");
        // Unlike with `eprintln`, it is seen although the test passes.
        writeln!(io::stderr(), "skipped: {missing}").expect("standard error");
    }
    found
}

/// Runs a command to its end; its output.
pub fn succeed(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("an installed program");
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{command:?}:\n{stderr}");
    String::from_utf8(stdout).expect("text")
}

/// What the future returns, if in time.
pub async fn in_time<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(LIMIT, future).await.expect("in time")
}

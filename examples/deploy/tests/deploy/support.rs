//! A site on a server of the test's own, and the program that deploys it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use servers::{Server, sshd};
use walkdir::WalkDir;

pub(crate) struct World {
    pub(crate) server: Server,
}

/// What the program has said, and how it ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) text: String,
}

impl World {
    /// A server with further lines of configuration; `None` where it is not installed.
    pub(crate) fn new(configuration: &str) -> Option<Self> {
        let world = Self {
            server: sshd::start(configuration)?,
        };
        fs::create_dir_all(world.local()).expect("a directory");
        Some(world)
    }

    pub(crate) fn directory(&self) -> &Path {
        self.server.directory()
    }

    /// Where the site comes from.
    pub(crate) fn local(&self) -> PathBuf {
        self.directory().join("public")
    }

    /// Where a file of the site goes.
    pub(crate) fn remote(&self, file: &str) -> PathBuf {
        self.directory().join("www").join(file)
    }

    pub(crate) fn write(&self, file: &str, contents: &[u8]) {
        fs::write(self.local().join(file), contents).expect("a file");
    }

    /// Every file at the server's.
    pub(crate) fn deployed(&self) -> Vec<String> {
        let files = WalkDir::new(self.remote("")).sort_by_file_name();
        let files = files.into_iter().filter_map(Result::ok);
        let files = files.filter(|file| file.file_type().is_file());
        files
            .map(|file| file.file_name().to_string_lossy().into_owned())
            .collect()
    }

    /// How often somebody has connected to the server.
    pub(crate) fn connections(&self) -> usize {
        sshd::connections(&self.server)
    }

    /// A site at `port`, without delays to speak of, changed by what else is said.
    pub(crate) fn site(&self, port: u16, changes: Value) -> Value {
        let host_key = fs::read_to_string(self.directory().join("host.pub")).expect("a key");
        let mut site = json!({
            "name": "site", "host": "127.0.0.1", "port": port, "host_key": host_key.trim(),
            "user": sshd::user(), "login": { "key": "user" },
            "from": "public", "to": self.remote(""),
            "retry_config": { "initial_delay": "20ms", "max_delay": "50ms" },
        });
        let Value::Object(changes) = changes else {
            panic!("no object");
        };
        for (key, value) in changes {
            site[&key] = value;
        }
        site
    }

    /// The file that says that these sites are to be deployed.
    pub(crate) fn settings(&self, sites: &[Value]) -> PathBuf {
        let file = self.directory().join("sites.json");
        let text = json!({ "sites": sites }).to_string();
        fs::write(&file, text).expect("a file");
        file
    }

    /// Starts the program for these sites.
    pub(crate) fn start(&self, sites: &[Value], change: impl FnOnce(&mut Command)) -> Child {
        let file = self.settings(sites);
        let mut program = Command::new(env!("CARGO_BIN_EXE_deploy"));
        program
            .arg(file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        change(&mut program);
        program.spawn().expect("the program")
    }

    /// Deploys these sites.
    pub(crate) fn deploy(&self, sites: &[Value]) -> Ended {
        end(self.start(sites, |_| {}))
    }
}

/// Waits until it is so.
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "still not: {what}"
        );
        sleep(Duration::from_millis(2));
    }
}

/// Waits until it is on the program's standard error.
pub(crate) fn until_says(program: &mut Child, words: &str) {
    let stderr = program.stderr.as_mut().expect("it is piped");
    let mut text = Vec::new();
    while !String::from_utf8_lossy(&text).contains(words) {
        let mut byte = [0];
        let read = stderr.read(&mut byte).expect("a pipe");
        assert!(read > 0, "it ends:\n{}", String::from_utf8_lossy(&text));
        text.extend(byte);
    }
}

pub(crate) fn end(program: Child) -> Ended {
    let Output {
        status,
        stdout,
        stderr,
    } = program.wait_with_output().expect("it ends");
    let text = [stderr, stdout].concat();
    Ended {
        code: status.code(),
        text: String::from_utf8(text).expect("text"),
    }
}

impl Ended {
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(
            self.text.contains(words),
            "not `{words}` in:\n{}",
            self.text
        );
        self
    }

    pub(crate) fn code(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.text);
        self
    }
}

/// More than fits into buffers on the way; each `seed` gives another one.
pub(crate) fn large(seed: u8) -> Vec<u8> {
    (seed..=250).cycle().take(2_000_000).collect()
}

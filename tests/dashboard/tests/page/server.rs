//! The example as a program of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

/// Ends with this value, and by its standard input if the test is killed.
pub(crate) struct Server {
    program: Child,
    /// Held open, for the program to write to.
    stdout: BufReader<ChildStdout>,
    /// The page, as everybody sees it, and where operators log in.
    page: String,
    login: String,
}

impl Server {
    /// Listens on a free port of loopback.
    pub(crate) fn start() -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_dashboard"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stdout = program.stdout.take().expect("it is piped");
        let mut server = Self {
            program,
            stdout: BufReader::new(stdout),
            page: String::new(),
            login: String::new(),
        };
        server.page = server.address("everybody: ");
        server.login = server.address("operators: ");
        server
    }

    /// The address in the next line.
    fn address(&mut self, who: &str) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).expect("a line");
        line.trim_end().strip_prefix(who).expect(who).to_owned()
    }

    /// The page, read-only.
    pub(crate) fn page(&self) -> &str {
        &self.page
    }

    /// Where an operator logs in, and is led to the page.
    pub(crate) fn login(&self) -> &str {
        &self.login
    }

    pub(crate) fn url(&self, path: &str) -> String {
        let root = self.page.strip_suffix("/retries").expect("the page");
        format!("{root}{path}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

//! The dashboard as a program of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

/// Ends with this value, and by its standard input if the test is killed.
pub(crate) struct Server {
    program: Child,
    /// Held open, for the program to write to.
    stdout: BufReader<ChildStdout>,
    url: String,
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
            url: String::new(),
        };
        let line = server.stdout.read_line(&mut server.url);
        line.expect("a line with its address");
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.url.trim_end())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

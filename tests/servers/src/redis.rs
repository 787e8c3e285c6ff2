//! A Redis that keeps its data when it is killed.

use std::process::Command;

use crate::server::{Server, Signal, installed};

/// Starts one with further arguments, such as `["--requirepass", "right"]`.
pub fn start(args: &[&str]) -> Option<Server> {
    let redis = installed("redis-server", "redis-server")?;
    let directory = tempfile::tempdir().expect("a directory");
    let ready = "Ready to accept connections";
    let server = Server::start(directory, ready, Signal::Kill, |directory, port| {
        let mut command = Command::new(redis);
        command
            .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
            .arg("--dir")
            .arg(directory)
            .args(["--save", "", "--appendonly", "yes"])
            .args(["--appendfsync", "always"])
            .args(args);
        command
    });
    Some(server)
}

//! A NATS server, in memory alone or with `JetStream`, which keeps its streams when it is killed.

use std::process::Command;

use crate::server::{Server, Signal, installed};

/// Starts one without streams, with further arguments, such as `["--user", "ada", "--pass", "right"]`.
pub fn start(args: &[&str]) -> Option<Server> {
    run(Streams::None, args)
}

/// Starts one with `JetStream`, whose store is `jetstream` in the server's directory.
pub fn start_with_jetstream(args: &[&str]) -> Option<Server> {
    run(Streams::Kept, args)
}

#[derive(Clone, Copy)]
enum Streams {
    None,
    Kept,
}

fn run(streams: Streams, args: &[&str]) -> Option<Server> {
    let nats = installed("nats-server", "nats-server")?;
    let directory = tempfile::tempdir().expect("a directory");
    let ready = "Server is ready";
    let server = Server::start(directory, ready, Signal::Kill, |directory, port| {
        let mut command = Command::new(nats);
        command.args(["--addr", "127.0.0.1", "--port", &port.to_string()]);
        match streams {
            Streams::None => {}
            // It makes `jetstream` in the directory that it is told.
            Streams::Kept => {
                command.args(["--jetstream", "--store_dir"]).arg(directory);
            }
        }
        command.args(args);
        command
    });
    Some(server)
}

//! A NATS server, in memory alone or with `JetStream`, which keeps its streams when it is killed.

use std::fs;
use std::path::Path;
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
        let mut command = Command::new(&nats);
        command.args(["--addr", "127.0.0.1", "--port", &port.to_string()]);
        match streams {
            Streams::None => {}
            Streams::Kept => {
                let file = directory.join("nats.conf");
                configure(&nats, &file, directory);
                command.arg("--config").arg(file);
            }
        }
        command.args(args);
        command
    });
    Some(server)
}

/// What is stored is on the disk before it is answered, if the server can do that: it is 2.10 or later. It makes
/// `jetstream` in the directory.
fn configure(nats: &Path, file: &Path, directory: &Path) {
    let write = |sync: &str| {
        let store = directory.display();
        let streams = format!("jetstream {{ store_dir: \"{store}\"{sync} }}\n");
        fs::write(file, streams).expect("a file");
    };
    write(", sync_interval: always");
    let mut check = Command::new(nats);
    let check = check.arg("-t").arg("--config").arg(file).output();
    if !check.expect("an installed program").status.success() {
        write("");
    }
}

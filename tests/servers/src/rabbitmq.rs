//! A `RabbitMQ` that lets `guest` in. It takes some ten seconds to start.

use std::path::PathBuf;
use std::process::Command;

use crate::server::{Server, Signal, free_port, installed};

/// Starts one.
pub fn start() -> Option<Server> {
    let rabbitmq = installed("rabbitmq-server", "rabbitmq-server")?;
    // What Debian puts there changes to its own user first, and to its own directories.
    let unwrapped = PathBuf::from("/usr/lib/rabbitmq/bin/rabbitmq-server");
    let rabbitmq = if unwrapped.exists() {
        unwrapped
    } else {
        rabbitmq
    };
    let directory = tempfile::tempdir().expect("a directory");
    let ready = "Server startup complete";
    let server = Server::start(directory, ready, Signal::Kill, |directory, port| {
        let names = free_port().to_string();
        // Nodes find each other by names. The daemon that a node starts for that would stay behind, so it finds
        // one that goes with it.
        let both = r#"epmd -address 127.0.0.1 & exec "$0""#;
        let mut command = Command::new("sh");
        command
            .args(["-c", both])
            .arg(rabbitmq)
            .current_dir(directory)
            .env("ERL_EPMD_ADDRESS", "127.0.0.1")
            .env("ERL_EPMD_PORT", names)
            // The cookie.
            .env("HOME", directory)
            .env("RABBITMQ_NODENAME", format!("test{port}@localhost"))
            .env("RABBITMQ_MNESIA_BASE", directory.join("data"))
            .env("RABBITMQ_LOGS", "-")
            .env("RABBITMQ_ENABLED_PLUGINS_FILE", directory.join("plugins"))
            .env("RABBITMQ_CONFIG_FILE", directory.join("none"))
            .env("RABBITMQ_PID_FILE", directory.join("pid"))
            .env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
            .env("RABBITMQ_NODE_PORT", port.to_string())
            .env("RABBITMQ_DIST_PORT", free_port().to_string());
        command
    });
    Some(server)
}

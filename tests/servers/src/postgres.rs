//! A `PostgreSQL` that anybody may use as `postgres`.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::server::{Server, Signal, installed, succeed};

/// Starts one.
pub fn start() -> Option<Server> {
    let postgres = installed("postgres", "postgresql")?;
    let directory = tempfile::tempdir().expect("a directory");
    let user = user(directory.path());
    let data = directory.path().join("data");

    let mut initdb = command(postgres.with_file_name("initdb"), user);
    initdb
        .args(["--username=postgres", "--auth=trust", "--no-sync"])
        .args(["--encoding=UTF8", "--no-locale", "--pgdata"])
        .arg(&data);
    succeed(&mut initdb);

    let ready = "database system is ready to accept connections";
    let server = Server::start(directory, ready, Signal::Quit, |_, port| {
        let mut server = command(postgres, user);
        server
            .arg("-D")
            .arg(data)
            .args(["-p", &port.to_string()])
            .args(["-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories="])
            .args(["-c", "fsync=off"])
            .args(["-c", "deadlock_timeout=20ms"]);
        server
    });
    Some(server)
}

/// A user and a group, if not ours.
type User = Option<(u32, u32)>;

fn command(program: PathBuf, user: User) -> Command {
    let mut command = Command::new(program);
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// Whom the server runs as. It refuses to as root, who hands the directory to the user that the
/// package has made.
fn user(directory: &Path) -> User {
    if fs::metadata(directory).expect("it exists").uid() != 0 {
        return None;
    }
    let home = fs::metadata("/var/lib/postgresql").expect("the package's");
    let (uid, gid) = (home.uid(), home.gid());
    chown(directory, Some(uid), Some(gid)).expect("we are root");
    Some((uid, gid))
}

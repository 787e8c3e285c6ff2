//! An SSH server that offers SFTP.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::server::{Server, Signal, installed, succeed};

/// An SSH server that lets in who has the key `user`.
pub(crate) fn start() -> Option<Server> {
    let sshd = installed("sshd", "openssh-server")?;
    // Where root's server locks itself up; the service makes it when it starts.
    let _denied = fs::create_dir_all("/run/sshd");
    let directory = tempfile::tempdir().expect("a directory");
    for key in ["host", "user"] {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]);
        succeed(keygen.arg(directory.path().join(key)));
    }
    let server = Server::start(
        directory,
        "Server listening on",
        Signal::Kill,
        |directory, port| {
            let config = directory.join("config");
            fs::write(&config, configuration(directory, port)).expect("a file");
            let mut command = Command::new(sshd);
            command.args(["-D", "-e", "-f"]).arg(config);
            command
        },
    );
    Some(server)
}

fn configuration(directory: &Path, port: u16) -> String {
    let directory = directory.display();
    format!(
        "ListenAddress 127.0.0.1:{port}
        HostKey {directory}/host
        AuthorizedKeysFile {directory}/user.pub
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PidFile none
        LogLevel VERBOSE
        Subsystem sftp internal-sftp
        "
    )
}

/// Who runs the server and may log in there.
pub(crate) fn user() -> String {
    succeed(Command::new("id").arg("-un")).trim().to_owned()
}

/// Where the file is on the server.
pub(crate) fn remote(server: &Server) -> String {
    server.directory().join("remote").display().to_string()
}

/// More than fits into buffers on the way.
pub(crate) fn contents() -> Vec<u8> {
    (0..4_000_000_u32).map(|n| n.to_le_bytes()[0]).collect()
}

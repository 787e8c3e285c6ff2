//! An SSH server that offers SFTP.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::server::{Server, Signal, installed, succeed};

/// Starts one that lets in [`user`] with the key `user` in its directory, and with the key `guest` if it has a
/// [certificate](renew). Its own is `host`, also there.
///
/// `configuration` is lines of `sshd_config`, which override those of this module. In them `{directory}` stands
/// for the directory of the server.
pub fn start(configuration: &str) -> Option<Server> {
    let sshd = installed("sshd", "openssh-server")?;
    // Where root's server locks itself up; the service makes it when it starts.
    let _denied = fs::create_dir_all("/run/sshd");
    let directory = tempfile::tempdir().expect("a directory");
    for key in ["host", "user", "guest", "authority"] {
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]);
        succeed(keygen.arg(directory.path().join(key)));
    }
    let server = Server::start(
        directory,
        "Server listening on",
        Signal::Kill,
        |directory, port| {
            let file = directory.join("config");
            // Of two lines for the same thing the first counts.
            let lines = format!("{configuration}\n{}", defaults(port));
            let lines = lines.replace("{directory}", &directory.display().to_string());
            // Versions from 9.8 on keep away who was refused a few times; others do not know the word.
            fs::write(&file, format!("{lines}PerSourcePenalties no\n")).expect("a file");
            let mut test = Command::new(&sshd);
            let tested = test
                .arg("-tf")
                .arg(&file)
                .output()
                .expect("it is installed");
            if !tested.status.success() {
                fs::write(&file, lines).expect("a file");
            }
            let mut command = Command::new(sshd);
            command.args(["-D", "-e", "-f"]).arg(file);
            command
        },
    );
    Some(server)
}

fn defaults(port: u16) -> String {
    format!(
        "ListenAddress 127.0.0.1:{port}
        HostKey {{directory}}/host
        AuthorizedKeysFile {{directory}}/user.pub
        TrustedUserCAKeys {{directory}}/authority.pub
        StrictModes no
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PidFile none
        LogLevel VERBOSE
        Subsystem sftp internal-sftp
"
    )
}

/// How often somebody has connected to it.
pub fn connections(server: &Server) -> usize {
    server.logged("Connection from 127.0.0.1")
}

/// Who runs the server and may log in there.
pub fn user() -> String {
    succeed(Command::new("id").arg("-un")).trim().to_owned()
}

/// The command that gives the key `guest` a certificate, `guest-cert.pub`, which is valid for a time such as `+5m` or
/// `-2d:-1d`.
pub fn renew(directory: &Path, validity: &str) -> Vec<String> {
    let file = |name| directory.join(name).display().to_string();
    let (authority, guest, user) = (file("authority"), file("guest.pub"), user());
    let arguments = [
        "-q", "-s", &authority, "-I", "guest", "-n", &user, "-V", validity, &guest,
    ];
    let command = ["ssh-keygen"].into_iter().chain(arguments);
    command.map(str::to_owned).collect()
}

//! Files sent to and fetched from an SFTP server that goes away, through `ssh2`.

use std::fs;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::path::Path;

use reattempt::{Classify, RetryError, StopReason, retry};
use ssh2::Session;

use servers::Server;
use servers::sshd::{connections, start, user};

use crate::files::{contents, remote};

#[derive(Debug, thiserror::Error, Classify)]
#[classify(forward)]
enum Error {
    #[error(transparent)]
    Ssh(#[from] ssh2::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn connect(server: &Server, key: &str) -> Result<Session, Error> {
    let mut session = Session::new()?;
    session.set_tcp_stream(TcpStream::connect(("127.0.0.1", server.port()))?);
    session.handshake()?;
    let key = server.directory().join(key);
    session.userauth_pubkey_file(&user(), None, &key, None)?;
    Ok(session)
}

/// The error of reading or writing has lost its code; the session still has it.
fn with_code(session: &Session, error: io::Error) -> Error {
    ssh2::Error::last_session_error(session).map_or(Error::Io(error), Error::Ssh)
}

/// Sends a file; how many attempts that took. The server is killed in the midst of the first one.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
fn upload(server: &Server, contents: &[u8]) -> Result<u32, Error> {
    let session = connect(server, "user")?;
    let mut file = session.sftp()?.create(Path::new(&remote(server)))?;
    let (first, second) = contents.split_at(contents.len() / 2);
    file.write_all(first)
        .map_err(|error| with_code(&session, error))?;
    if attempt.is_first() {
        server.kill();
    }
    file.write_all(second)
        .map_err(|error| with_code(&session, error))?;
    file.close()?;
    Ok(attempt.number())
}

#[test]
fn killed_while_a_file_is_sent() {
    let Some(server) = start("") else { return };
    let contents = contents();

    // The first attempt loses its session, the second finds no server, the third a new one.
    let attempts = upload(&server, &contents);

    assert_eq!(attempts.expect("a file"), 3);
    assert!(fs::read(remote(&server)).expect("a file") == contents);
    assert_eq!(connections(&server), 2);
}

/// Fetches a file; how many attempts that took. The server is killed in the midst of the first one.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
fn download(server: &Server) -> Result<(Vec<u8>, u32), Error> {
    let session = connect(server, "user")?;
    let mut file = session.sftp()?.open(remote(server))?;
    let mut contents = vec![0; 1000];
    file.read_exact(&mut contents)
        .map_err(|error| with_code(&session, error))?;
    if attempt.is_first() {
        server.kill();
    }
    file.read_to_end(&mut contents)
        .map_err(|error| with_code(&session, error))?;
    Ok((contents, attempt.number()))
}

#[test]
fn killed_while_a_file_is_fetched() {
    let Some(server) = start("") else { return };
    let contents = contents();
    fs::write(remote(&server), &contents).expect("a file");

    let (fetched, attempts) = download(&server).expect("a file");

    assert_eq!(attempts, 3);
    assert!(fetched == contents);
    assert_eq!(connections(&server), 2);
}

/// Asks for a file that is not there; the server may be killed before.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
fn find(server: &Server, is_killed: bool) -> Result<(), RetryError<Error>> {
    let sftp = connect(server, "user")?.sftp()?;
    if is_killed && attempt.is_first() {
        server.kill();
    }
    sftp.stat(Path::new(&remote(server)))?;
    Ok(())
}

#[test]
fn a_file_that_is_not_there() {
    let Some(server) = start("") else { return };

    for (is_killed, attempts) in [(false, 1), (true, 3)] {
        let error = find(&server, is_killed).expect_err("there is no file");

        assert_eq!(error.reason(), StopReason::Permanent, "{error:?}");
        assert_eq!(error.attempts(), attempts, "{error:?}");
    }
}

#[retry(initial_delay = "20ms")]
fn log_in(server: &Server, key: &str) -> Result<(), Error> {
    connect(server, key).map(drop)
}

#[test]
fn a_wrong_key() {
    let Some(server) = start("") else { return };

    let error = log_in(&server, "host");

    assert!(matches!(error, Err(Error::Ssh(_))), "{error:?}");
    assert_eq!(connections(&server), 1);
}

/// The error of reading as it is: nothing but its text tells what happened.
#[retry(initial_delay = "20ms")]
fn read(server: &Server) -> Result<(), RetryError<io::Error>> {
    let session = connect(server, "user").map_err(io::Error::other)?;
    let mut file = session.sftp()?.open(remote(server))?;
    server.kill();
    file.read_to_end(&mut Vec::new())?;
    Ok(())
}

#[test]
fn a_lost_connection_without_the_code_is_permanent_and_not_known() {
    let Some(server) = start("") else { return };
    fs::write(remote(&server), contents()).expect("a file");

    let error = read(&server).expect_err("it is killed");

    assert_eq!(error.reason(), StopReason::Permanent);
    assert_eq!(error.attempts(), 1);
    assert!(!error.is_known(), "{error:?}");
}

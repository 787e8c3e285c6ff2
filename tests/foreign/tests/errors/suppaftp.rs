//! Files by FTP.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify, retry};
use suppaftp::{FtpError, FtpStream, Status};

/// A server that answers each command on its first connections by the next of these replies, one list each.
fn server(sessions: &'static [&'static [&'static str]]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for replies in sessions {
            let (stream, _) = listener.accept().expect("a client");
            answer(&stream, replies);
        }
    });
    address
}

fn answer(mut stream: &TcpStream, replies: &[&str]) {
    let mut commands = BufReader::new(stream).lines();
    for reply in replies {
        stream.write_all(reply.as_bytes()).expect("it reads");
        let _command = commands.next();
    }
}

fn remove(address: SocketAddr) -> Result<(), FtpError> {
    let mut ftp = FtpStream::connect(address)?;
    ftp.login("ada", "secret")?;
    ftp.rm("file")
}

#[test]
fn a_refused_connection_of_suppaftp_is_unsent() {
    let error = remove(nobody()).expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert!(error.is_unprocessed());
}

#[test]
fn a_name_that_suppaftp_does_not_find_is_unsent() {
    let connected = FtpStream::connect("reattempt.invalid:21");
    let error = connected.map(drop).expect_err("no such name");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[test]
fn an_ftp_server_that_hangs_up_is_transient() {
    for address in [
        hangs_up_after("", ""),
        hangs_up_after("220-welcome\r\n", ""),
        server(&[&[GREETING]]),
        server(&[&[GREETING, PASSWORD, WELCOME]]),
    ] {
        let error = remove(address).expect_err("it hung up");
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

#[test]
fn a_greeting_that_is_no_ftp_is_permanent() {
    let error = remove(hangs_up_after("SSH-2.0-x\r\n", " ")).expect_err("no FTP");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

const GREETING: &str = "220 ready\r\n";
const PASSWORD: &str = "331 password\r\n";
const WELCOME: &str = "230 welcome\r\n";

#[test]
fn a_reply_of_ftp_has_the_class_of_its_code() {
    for (address, status, class) in [
        (
            server(&[&["421 too many users\r\n"]]),
            Status::NotAvailable,
            Class::Transient,
        ),
        (
            server(&[&[GREETING, PASSWORD, "530 wrong\r\n"]]),
            Status::NotLoggedIn,
            Class::Permanent,
        ),
        (
            server(&[&[GREETING, PASSWORD, WELCOME, "450 busy\r\n"]]),
            Status::RequestFileActionIgnored,
            Class::Transient,
        ),
        (
            server(&[&[GREETING, PASSWORD, WELCOME, "550 no such file\r\n"]]),
            Status::FileUnavailable,
            Class::Permanent,
        ),
    ] {
        let error = remove(address).expect_err("it is refused");
        assert!(
            matches!(&error, FtpError::UnexpectedResponse(reply) if reply.status == status),
            "{error:?}"
        );
        assert_eq!(error.classify(), class, "{error}");
    }
}

#[test]
fn a_file_that_is_busy_is_removed_later() {
    #[retry(initial_delay = "1ms", attempt = attempt)]
    fn remove_at_last(address: SocketAddr) -> Result<u32, FtpError> {
        remove(address)?;
        Ok(attempt.number())
    }
    let address = server(&[
        &["421 too many users\r\n"],
        &[GREETING, PASSWORD, WELCOME, "450 busy\r\n"],
        &[GREETING, PASSWORD, WELCOME, "250 removed\r\n"],
    ]);

    assert_eq!(remove_at_last(address).expect("removed"), 3);
}

#[test]
fn an_error_of_suppaftp_is_found_in_an_opaque_one() {
    let error = remove(nobody()).expect_err("nobody listens");
    let boxed: Box<dyn std::error::Error> = error.into();

    assert_eq!(boxed.classify(), Class::Unsent);
    assert_eq!(Classify::kind(&boxed), "suppaftp::FtpError");
}

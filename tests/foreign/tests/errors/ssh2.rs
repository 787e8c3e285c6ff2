//! Sessions of SSH that block.

use std::net::{SocketAddr, TcpListener, TcpStream};

use foreign::hangs_up_after;
use reattempt::{Class, Classify};
use ssh2::{Error, ErrorCode, Session};

/// In milliseconds.
const LIMIT: u32 = 200;

fn handshake(address: SocketAddr) -> Error {
    let mut session = Session::new().expect("a session");
    session.set_timeout(LIMIT);
    session.set_tcp_stream(TcpStream::connect(address).expect("somebody listens"));
    session.handshake().expect_err("no SSH server")
}

#[test]
fn hung_up() {
    for (greeting, reply) in [("", ""), ("", "S"), ("SSH-2.0-Test\r\n", "")] {
        let error = handshake(hangs_up_after(greeting, reply));
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
        assert_eq!(error.kind(), "ssh2::Error");
        assert!(!error.is_unprocessed());
    }
}

#[test]
fn timed_out() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let error = handshake(listener.local_addr().expect("it is bound"));
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn a_mistake_in_use() {
    let mut session = Session::new().expect("a session");
    let error = session.handshake().expect_err("there is no stream");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[test]
fn refused_for_good() {
    // `AUTHENTICATION_FAILED`, and `PERMISSION_DENIED` of SFTP.
    for code in [ErrorCode::Session(-18), ErrorCode::SFTP(3)] {
        let error = Error::from_errno(code);
        assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    }
}

#[test]
fn known_in_an_opaque_error() {
    let error: Box<dyn std::error::Error> = handshake(hangs_up_after("", "")).into();
    assert_eq!(error.classify(), Class::Transient);

    let error = std::io::Error::other(handshake(hangs_up_after("", "")));
    assert_eq!(error.classify(), Class::Transient);
}

//! The other side of a connection, as it should not be.

#![forbid(unsafe_code)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

/// An address on which nobody listens.
///
/// # Panics
/// If there is no free port.
pub fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
}

/// A server that hangs up after it has said `greeting` and has answered the first request with
/// `reply`. It does not wait for a request where there is nothing to reply.
///
/// # Panics
/// If there is no free port.
pub fn hangs_up_after(greeting: &'static str, reply: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for stream in listener.incoming() {
            // The other side may be gone first; that is its own affair.
            let _ = stream.and_then(|mut stream| {
                stream.write_all(greeting.as_bytes())?;
                if !reply.is_empty() {
                    let _request = stream.read(&mut [0; 4096])?;
                    stream.write_all(reply.as_bytes())?;
                }
                stream.flush()
            });
        }
    });
    address
}

//! Retries inside of retries multiply. `nested = "suppress"` leaves them to the outermost call.
//!
//! ```console
//! cargo run --example nested
//! ```

use std::{
    io,
    net::{SocketAddr, TcpListener, TcpStream},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use reattempt::retry;

static CONNECTS: AtomicU32 = AtomicU32::new(0);

// Three layers of one program, each of which means well.

#[retry(max_attempts = 5, initial_delay = "100us")]
fn connect(server: SocketAddr) -> io::Result<TcpStream> {
    CONNECTS.fetch_add(1, Relaxed);
    TcpStream::connect(server)
}

#[retry(max_attempts = 5, initial_delay = "100us")]
fn query(server: SocketAddr) -> io::Result<TcpStream> {
    connect(server)
}

#[retry(max_attempts = 5, initial_delay = "100us")]
fn handle(server: SocketAddr) -> io::Result<TcpStream> {
    query(server)
}

// The same handler, with one more word.

#[retry(max_attempts = 5, initial_delay = "100us", nested = "suppress")]
fn handle_alone(server: SocketAddr) -> io::Result<TcpStream> {
    query(server)
}

/// How often `call` connects in vain.
fn connects(call: fn(SocketAddr) -> io::Result<TcpStream>, server: SocketAddr) -> u32 {
    let before = CONNECTS.load(Relaxed);
    assert!(call(server).is_err(), "nobody listens there");
    CONNECTS.load(Relaxed) - before
}

fn main() -> io::Result<()> {
    // A port that was free a moment ago: nobody listens there.
    let nobody = TcpListener::bind("127.0.0.1:0")?.local_addr()?;

    println!("one request to a server that is down, in three layers of 5 attempts:");
    let (free, suppressed) = (connects(handle, nobody), connects(handle_alone, nobody));
    println!("  each layer retries:     5 x 5 x 5 = {free:>3} connects");
    println!("  the outermost retries:  5 x 1 x 1 = {suppressed:>3} connects");
    assert_eq!((free, suppressed), (125, 5));

    // Called by themselves, the inner functions retry as ever.
    let inner = connects(query, nobody);
    println!("  `query` by itself:          5 x 5 = {inner:>3} connects");
    assert_eq!(inner, 25);
    Ok(())
}

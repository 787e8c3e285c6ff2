//! The other sides, on loopback: one that is up, one that hangs up on its first connection, and nobody.

use std::{
    io::{self, Write as _},
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

pub(crate) fn up() -> io::Result<Server> {
    answering_from(0)
}

pub(crate) fn flaky() -> io::Result<Server> {
    answering_from(1)
}

/// An address on which nobody listens.
pub(crate) fn nobody() -> io::Result<SocketAddr> {
    TcpListener::bind("127.0.0.1:0")?.local_addr()
}

/// Hangs up on so many connections, and answers those after them.
fn answering_from(first: usize) -> io::Result<Server> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let earlier = counted.fetch_add(1, Ordering::Relaxed);
            if earlier >= first {
                // The client may be gone; that is its own affair.
                let _ = stream.and_then(|mut stream| stream.write_all(b"delivered"));
            }
        }
    });
    Ok(Server {
        address,
        connections,
    })
}

//! A server that breaks off, for which HTTP has to be written by hand.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::Server;

const BEGINNING: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhe";
const END: &[u8] = b"llo";

/// What goes wrong with a request that has arrived.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// Nothing comes back.
    Stall,
    /// The connection is closed within the body of the response.
    Cut,
    /// The connection is reset there.
    Reset,
}

impl Server {
    /// Does the next of `faults` to each request, and answers those that follow.
    pub(crate) async fn broken(faults: &[Fault]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let requests = Arc::new(AtomicUsize::new(0));
        tokio::spawn(serve(listener, faults.to_vec(), requests.clone()));
        Self::counting(address, requests)
    }
}

async fn serve(
    listener: TcpListener,
    faults: Vec<Fault>,
    requests: Arc<AtomicUsize>,
) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let earlier = requests.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(answer(stream, faults.get(earlier).copied()));
    }
}

async fn answer(mut stream: TcpStream, fault: Option<Fault>) -> io::Result<()> {
    // A socket that is closed with something left to read resets the connection.
    if let Some(Fault::Reset) = fault {
        stream.read_u8().await?;
        return stream.write_all(BEGINNING).await;
    }
    read_head(&mut stream).await?;
    match fault {
        Some(Fault::Stall) => pending().await,
        Some(Fault::Cut | Fault::Reset) => stream.write_all(BEGINNING).await,
        None => stream.write_all(&[BEGINNING, END].concat()).await,
    }
}

async fn read_head(stream: &mut TcpStream) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(())
}

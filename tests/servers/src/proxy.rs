//! A network that fails as it is told.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

/// What becomes of a connection. Bytes are those that the client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing bad.
    None,
    /// It is closed, both ways, after so many bytes; with 0 before the server has heard of it.
    CutAfter(usize),
    /// After so many bytes nothing more reaches the server, and nobody is told.
    StallAfter(usize),
}

/// Passes connections on to a server on the same machine. It listens until it is dropped.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    server: u16,
    faults: Mutex<VecDeque<Fault>>,
    connections: AtomicUsize,
    over: AtomicUsize,
    sent: AtomicU64,
    stalled: AtomicUsize,
    is_over: AtomicBool,
}

impl Proxy {
    /// The first connections have these faults, one each; all others have none.
    pub fn start(server: u16, faults: impl IntoIterator<Item = Fault>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let shared = Arc::new(Shared {
            server,
            faults: Mutex::new(faults.into_iter().collect()),
            connections: AtomicUsize::new(0),
            over: AtomicUsize::new(0),
            sent: AtomicU64::new(0),
            stalled: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        });
        let proxy = Self {
            port,
            shared: Arc::clone(&shared),
        };
        thread::spawn(move || {
            for client in listener.incoming() {
                if shared.is_over.load(SeqCst) {
                    break;
                }
                let shared = Arc::clone(&shared);
                // Whoever is gone first, the other one is told by the end of the stream.
                shared.connections.fetch_add(1, SeqCst);
                thread::spawn(move || {
                    let _result = client.and_then(|client| shared.pass_on(&client));
                    shared.over.fetch_add(1, SeqCst);
                });
            }
        });
        proxy
    }

    /// Where on `127.0.0.1` it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(SeqCst)
    }

    /// How many connections are not over. One of a client that has ended may be for a moment.
    pub fn open(&self) -> usize {
        let over = self.shared.over.load(SeqCst);
        self.connections() - over
    }

    /// How many bytes clients have sent on connections that are over.
    pub fn sent(&self) -> u64 {
        self.shared.sent.load(SeqCst)
    }

    /// How many connections have stalled so far.
    pub fn stalled(&self) -> usize {
        self.shared.stalled.load(SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.is_over.store(true, SeqCst);
        // It is waiting for the next one.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

impl Shared {
    fn pass_on(&self, client: &TcpStream) -> io::Result<()> {
        let fault = self.faults.lock().expect("no panic").pop_front();
        if fault == Some(Fault::CutAfter(0)) {
            return client.shutdown(Shutdown::Both);
        }
        let server = TcpStream::connect((Ipv4Addr::LOCALHOST, self.server))?;
        // Each small message would otherwise wait for the answer to the one before.
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        thread::scope(|scope| {
            scope.spawn(|| {
                let _ = io::copy(&mut &server, &mut &*client);
                close(client, &server);
            });
            let sent = self.send(client, &server, fault.unwrap_or(Fault::None));
            close(client, &server);
            sent
        })
    }

    /// Passes on what the client sends, until its connection ends or is to be cut.
    fn send(&self, mut client: &TcpStream, mut server: &TcpStream, fault: Fault) -> io::Result<()> {
        let limit = match fault {
            Fault::None => u64::MAX,
            Fault::CutAfter(bytes) | Fault::StallAfter(bytes) => bytes as u64,
        };
        let passed_on = io::copy(&mut client.take(limit), &mut server)?;
        self.sent.fetch_add(passed_on, SeqCst);
        if matches!(fault, Fault::StallAfter(_)) && passed_on == limit {
            self.stalled.fetch_add(1, SeqCst);
            io::copy(&mut client, &mut io::sink())?;
        }
        server.flush()
    }
}

fn close(client: &TcpStream, server: &TcpStream) {
    // The other direction may have done so.
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Both);
}

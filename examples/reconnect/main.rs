//! A session that lives long: a subscription to a Redis server that is killed and started again under it.
//!
//! ```console
//! cargo run --example reconnect
//! ```
//!
//! Needs `redis-server`; without it there is nothing to see.

mod server;

use std::{
    error::Error,
    io::{self, BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpStream},
    sync::{
        atomic::{AtomicU32, Ordering::Relaxed},
        mpsc::{Sender, channel},
    },
    thread,
    time::Duration,
};

use reattempt::{CancelHandle, Policy, Scope};
use server::Server;

/// For ever, with short waits: this server is on the same machine.
const RECONNECT: Policy = Policy::builder()
    .unlimited()
    .initial_delay(Duration::from_millis(20))
    .max_delay(Duration::from_millis(200))
    .build();

/// A session that was well for so long has recovered; in earnest it would be a minute.
const WELL: Duration = Duration::from_millis(300);

static SESSIONS: AtomicU32 = AtomicU32::new(0);
static STARTED_OVER: AtomicU32 = AtomicU32::new(0);

fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_timer(tracing_subscriber::fmt::time::uptime())
        .init();
    let Some(mut server) = Server::start()? else {
        return Ok(());
    };

    let (ticks, received) = channel();
    let stop = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&stop);
    let address = server.address();
    let subscriber = thread::spawn(move || scope.run(|| follow(address, &ticks)));

    server.publish("one")?;
    println!("received: {}", received.recv()?);
    thread::sleep(WELL); // the session is well for so long

    server.kill()?;
    println!("the server is gone");
    thread::sleep(Duration::from_millis(500)); // an outage of many attempts
    server.restart()?;
    println!("the server is back");

    server.publish("two")?;
    println!("received: {}", received.recv()?);
    assert_eq!(SESSIONS.load(Relaxed), 2);
    assert_eq!(STARTED_OVER.load(Relaxed), 1);

    // On shutdown the wait of the loop ends at once, and the loop with it.
    stop.cancel();
    server.kill()?;
    let ended = subscriber.join().expect("no panic").unwrap_err();
    println!("the loop has ended: {ended}");
    Ok(())
}

/// Follows the channel `ticks` until it is told to stop.
fn follow(server: SocketAddr, ticks: &Sender<String>) -> io::Result<()> {
    let mut retry = RECONNECT.start();
    loop {
        let session = match Session::connect(server) {
            Ok(session) => session,
            Err(error) => {
                retry.wait(error)?;
                continue;
            }
        };
        SESSIONS.fetch_add(1, Relaxed);
        let ended = session.run(ticks);
        if retry.reset_after(WELL) {
            STARTED_OVER.fetch_add(1, Relaxed);
        }
        retry.wait(ended)?;
    }
}

/// A subscription, by Redis' inline commands.
struct Session(BufReader<TcpStream>);

impl Session {
    fn connect(server: SocketAddr) -> io::Result<Self> {
        let mut stream = TcpStream::connect(server)?;
        stream.write_all(b"SUBSCRIBE ticks\r\n")?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Passes on what is published, until the connection breaks; says how.
    fn run(self, ticks: &Sender<String>) -> io::Error {
        let mut lines = self.0.lines();
        // A message is an array of three texts, the last of which is the third line after `message`.
        while let Some(line) = lines.next() {
            match line {
                Ok(line) if line == "message" => {
                    if let Some(Ok(tick)) = lines.nth(3) {
                        let _ = ticks.send(tick);
                    }
                }
                Ok(_) => {}
                Err(error) => return error,
            }
        }
        io::ErrorKind::UnexpectedEof.into()
    }
}

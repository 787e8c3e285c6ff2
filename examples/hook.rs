//! A hook: `on_event` is told of every retry, every recovery and every call that was given up.
//!
//! ```console
//! cargo run --example hook
//! ```

use std::{
    io,
    net::{SocketAddr, TcpListener, TcpStream},
    sync::atomic::{AtomicU32, Ordering::Relaxed},
};

use reattempt::{Event, StopReason, retry};

static RETRIES: AtomicU32 = AtomicU32::new(0);
static GIVEN_UP: AtomicU32 = AtomicU32::new(0);

#[retry(max_attempts = 3, initial_delay = "5ms", on_event = count)]
fn connect(server: SocketAddr) -> io::Result<TcpStream> {
    TcpStream::connect(server)
}

fn count(event: &Event<'_, io::Error>) {
    match event {
        Event::Retrying(retrying) => {
            RETRIES.fetch_add(1, Relaxed);
            println!(
                "attempt {} failed, next one in {:.1?}",
                retrying.attempt, retrying.delay
            );
        }
        Event::Recovered(recovered) => println!("worked after {} attempts", recovered.attempts),
        Event::GaveUp(gave_up) => {
            GIVEN_UP.fetch_add(1, Relaxed);
            println!(
                "gave up after {} attempts, reason: {}",
                gave_up.attempts, gave_up.reason
            );
            assert_eq!(gave_up.reason, StopReason::Attempts);
        }
        _ => {}
    }
}

fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = listener.local_addr()?;

    // A call that works at once has no events.
    connect(server)?;
    assert_eq!((RETRIES.load(Relaxed), GIVEN_UP.load(Relaxed)), (0, 0));

    drop(listener);
    let error = connect(server).unwrap_err();
    println!("the caller gets the last error: {error}");
    assert_eq!((RETRIES.load(Relaxed), GIVEN_UP.load(Relaxed)), (2, 1));
    Ok(())
}

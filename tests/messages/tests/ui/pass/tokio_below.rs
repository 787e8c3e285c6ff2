//! An attribute of tokio below `#[retry]`.

use reattempt::retry;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};

static CALLS: AtomicU32 = AtomicU32::new(0);

#[retry(initial_delay = "0s", attempt_timeout = "10s")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    match CALLS.fetch_add(1, Ordering::Relaxed) {
        0 => Err(io::ErrorKind::ConnectionRefused.into()),
        _ => Ok(()),
    }
}

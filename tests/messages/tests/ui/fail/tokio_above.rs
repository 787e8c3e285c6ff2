//! An attribute of tokio above `#[retry]`, which is expanded first and leaves a function that blocks.

use reattempt::retry;
use std::io;

#[tokio::main]
#[retry(attempt_timeout = "1s")]
async fn main() -> io::Result<()> {
    Ok(())
}

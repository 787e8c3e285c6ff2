//! `crate` that leads nowhere: the compiler's own error, at the path.

use reattempt::retry;

#[retry(crate = ::retry_again, on = [_])]
fn missing() -> Result<(), ()> {
    Ok(())
}

fn main() {}

//! Two attributes on one function, whose attempts would multiply.

use reattempt::retry;

#[retry(max_attempts = 4, on = [_])]
#[retry(max_attempts = 3, on = [_])]
fn twice() -> Result<(), ()> {
    Err(())
}

#[retry]
#[doc = "below"]
#[reattempt::retry]
async fn by_path() -> std::io::Result<()> {
    Ok(())
}

fn main() {}

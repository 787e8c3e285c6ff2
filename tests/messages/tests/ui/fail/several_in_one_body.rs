//! One wrong option is one error, whatever the body is like.

use reattempt::{RetryError, retry};

#[derive(Debug)]
struct Error;

fn fetch(page: u32) -> Result<u32, Error> {
    if page > 1 { Err(Error) } else { Ok(page) }
}

#[retry(max_attempts = 0, on = [_])]
fn reports(mut page: u32) -> Result<u32, RetryError<Error>> {
    page += 1;
    fetch(page)?;
    if page > 2 {
        return Err(Error);
    }
    fetch(page)
}

#[retry(max_attempts = 0, on = [_])]
async fn reports_async(page: u32) -> Result<u32, RetryError<Error>> {
    fetch(page)?;
    Err(Error)
}

#[retry(max_attempts = 0, on = [_], attempt = this)]
fn names_the_attempt() -> Result<u32, Error> {
    fetch(this.number())
}

fn main() {
    let _ = reports(1);
    let _ = reports_async(1);
    let _ = names_the_attempt();
}

//! Functions that return a future, where something stands before the block that could be repeated.

use reattempt::retry;
use std::pin::Pin;

enum Error {
    Io,
}

#[retry(on = [Io])]
fn statement_before(url: &str) -> impl Future<Output = Result<usize, Error>> {
    let length = url.len();
    async move { Ok(length) }
}

#[retry(on = [Io])]
fn statement_before_pinned(url: &str) -> Pin<Box<dyn Future<Output = Result<usize, Error>> + Send>> {
    let length = url.len();
    Box::pin(async move { Ok(length) })
}

#[retry(on = [Io])]
fn other_function() -> impl Future<Output = Result<usize, Error>> {
    fetch()
}

#[retry(on = [Io])]
fn output_of_another_kind() -> impl Future<Output = usize> {
    async move { 3 }
}

async fn fetch() -> Result<usize, Error> {
    Ok(3)
}

fn main() {
    let _ = fetch();
}

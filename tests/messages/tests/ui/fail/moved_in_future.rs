//! The same inside a future that the function returns.

use reattempt::retry;

struct Request;

enum Error {
    Io,
}

async fn send(_: Request) -> Result<(), Error> {
    Err(Error::Io)
}

#[retry(on = [Io])]
fn moved(request: Request) -> impl Future<Output = Result<(), Error>> {
    async move { send(request).await }
}

fn main() {}

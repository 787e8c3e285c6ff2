use reattempt::{Classify, retry};

#[derive(Debug, Classify)]
enum Error {
    #[classify(transient)]
    Busy,
    #[classify(permanent)]
    Gone,
}

#[retry(on = [Busy], also = [Gone])]
fn beside_on() -> Result<(), Error> {
    Err(Error::Busy)
}

#[retry(when = |error| matches!(error, Error::Busy), also = [Gone])]
fn beside_when() -> Result<(), Error> {
    Err(Error::Gone)
}

#[retry(also = [Gone])]
fn without_errors() -> Option<()> {
    None
}

fn main() {}

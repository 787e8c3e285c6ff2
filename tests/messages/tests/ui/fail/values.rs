//! Retries as values that make no sense.

use reattempt::{Policy, Retry, RetryError};

#[derive(Debug)]
struct Silent;

#[derive(Debug, reattempt::Classify)]
#[classify(transient)]
struct Unshown;

fn unclassified() -> Result<(), Silent> {
    Policy::new().call(|| Err(Silent))
}

fn unclassified_by_retry() -> Result<(), Silent> {
    Retry::new(Policy::new()).call(|| Err(Silent))
}

fn unshown() -> Result<(), Unshown> {
    Retry::new(Policy::new()).call(|| Err(Unshown))
}

fn not_interruptible() -> std::fmt::Result {
    Retry::new(Policy::new())
        .classify(|_: &std::fmt::Error| reattempt::Class::Transient)
        .until(|_: &()| true)
        .call(|| Ok(()))
}

fn not_reported() -> Result<(), RetryError<std::io::Error>> {
    Retry::new(Policy::new()).call(|| Ok(()))
}

fn main() {}

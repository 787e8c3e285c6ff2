//! `span` with a value, and what it is not called.

use reattempt::retry;

#[retry(span = "fetch")]
fn named() -> Option<u32> {
    None
}

#[retry(span = true)]
fn on() -> Option<u32> {
    None
}

#[retry(span = false)]
fn off() -> Option<u32> {
    None
}

#[retry(span(level = "debug"), max_attempts = 5)]
fn configured() -> Option<u32> {
    None
}

#[retry(span =)]
fn unfinished() -> Option<u32> {
    None
}

#[retry(span, span)]
fn twice() -> Option<u32> {
    None
}

#[retry(trace)]
fn trace() -> Option<u32> {
    None
}

#[retry(instrument = true)]
fn instrument() -> Option<u32> {
    None
}

fn main() {}

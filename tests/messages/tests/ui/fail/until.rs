//! `until` that is no predicate of the value, or without an error for a value that never comes.

use reattempt::{Interrupted, retry};

struct Page;

enum Error {
    Io,
}

struct Unready;

impl From<Interrupted> for Unready {
    fn from(_: Interrupted) -> Self {
        Self
    }
}

#[retry(until = "ready", on = [_])]
fn string() -> Result<Page, Unready> {
    Ok(Page)
}

#[retry(until = |page, error| true, on = [_])]
fn two_arguments() -> Result<Page, Unready> {
    Ok(Page)
}

#[retry(until = |page: &Page| (), on = [_])]
fn answer_of_another_type() -> Result<Page, Unready> {
    Ok(Page)
}

#[retry(until = |page: &u32| *page > 0, on = [_])]
fn closure_of_another_argument() -> Result<Page, Unready> {
    Ok(Page)
}

#[retry(until = |page| page.is_whole(), on = [_])]
fn unknown_method() -> Result<Page, Unready> {
    Ok(Page)
}

#[retry(until = |page| true, on = [_])]
fn error_that_cannot_stand_for_it() -> Result<Page, Error> {
    Err(Error::Io)
}

#[retry(until = |page| true, on = [_])]
async fn the_same_async() -> Result<Page, Error> {
    Err(Error::Io)
}

#[retry(until = |number: &u32| *number == 1, on = [_])]
fn string_error() -> Result<u32, String> {
    Ok(1)
}

#[retry(until = |number: &u32| number.is_empty())]
fn option() -> Option<u32> {
    Some(1)
}

fn main() {}

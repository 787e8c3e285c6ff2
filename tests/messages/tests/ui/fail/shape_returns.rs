//! Functions that return neither a `Result` nor an `Option`.

use reattempt::retry;

struct Page;

trait Stream {
    type Item;
}

#[retry]
fn nothing() {}

#[retry]
async fn nothing_async() {}

#[retry]
fn unit() -> () {}

#[retry]
fn number() -> u32 {
    1
}

#[retry]
fn tuple() -> (u32, u32) {
    (1, 2)
}

#[retry]
fn reference(text: &str) -> &str {
    text
}

#[retry]
fn never() -> ! {
    loop {}
}

#[retry]
fn stream() -> impl Stream<Item = Result<u32, Page>> {
    Empty
}

#[retry]
fn iterator() -> impl Iterator<Item = u32> {
    std::iter::empty()
}

#[retry(on = [_])]
fn structure() -> Page {
    Page
}

#[retry(on = [_])]
async fn structure_async() -> Page {
    Page
}

#[retry(on = [_])]
fn vector() -> Vec<u32> {
    Vec::new()
}

#[retry]
fn without_on() -> Page {
    Page
}

struct Empty;

impl Stream for Empty {
    type Item = Result<u32, Page>;
}

fn main() {}

//! With `span`, what is wrong in a body is said at the user's words as without it.

use reattempt::retry;

fn take(_: String) {}

fn text() -> Option<&'static str> {
    Some("1")
}

#[retry(span)]
fn moved(text: String) -> Option<u32> {
    take(text);
    None
}

#[retry(span)]
async fn moved_in_future(text: String) -> Option<u32> {
    take(text);
    None
}

#[retry(span)]
fn mistyped() -> Option<u32> {
    text()
}

#[retry(span)]
async fn mistyped_in_future() -> Option<u32> {
    text()
}

fn main() {}

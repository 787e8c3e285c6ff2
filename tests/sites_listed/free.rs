//! Free functions, by their qualifiers and by what they return.

use std::pin::Pin;

use reattempt::RetryError;

use crate::*;

#[retry]
fn sync() -> Result {
    Ok(())
}

#[retry]
async fn asynchronous() -> Result {
    Ok(())
}

#[retry]
fn option() -> Option<u32> {
    None
}

#[retry]
fn reporting() -> std::result::Result<(), RetryError<io::Error>> {
    Ok(())
}

#[retry]
#[allow(improper_ctypes_definitions)]
unsafe extern "C" fn qualified() -> Result {
    Ok(())
}

#[retry]
fn future() -> impl Future<Output = Result> {
    async { Ok(()) }
}

#[retry]
fn boxed<'a>(_id: &'a u32) -> Pin<Box<dyn Future<Output = Result> + 'a>> {
    Box::pin(async move { Ok(()) })
}

#[test]
fn every_free_function_is_listed_once() {
    assert_listed_once(
        "sites_listed::free",
        &[
            "sync",
            "asynchronous",
            "option",
            "reporting",
            "qualified",
            "future",
            "boxed",
        ],
    );
}

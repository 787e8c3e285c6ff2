//! An error that borrows from an argument, by its class and by a list, sync and async.

use reattempt::{Classify, retry};

#[derive(Debug, Classify)]
#[allow(dead_code)]
enum Error<'a> {
    #[classify(transient)]
    Busy(&'a str),
}

#[retry]
fn by_class(host: &str) -> Result<(), Error<'_>> {
    Err(Error::Busy(host))
}

#[retry(on = [Busy])]
fn listed(host: &str) -> Result<(), Error<'_>> {
    Err(Error::Busy(host))
}

#[retry]
async fn by_class_async(host: &str) -> Result<(), Error<'_>> {
    Err(Error::Busy(host))
}

#[retry(on = [Busy])]
async fn listed_async(host: &str) -> Result<(), Error<'_>> {
    Err(Error::Busy(host))
}

fn main() {
    let once = reattempt::Scope::new().off();
    once.run(|| {
        let host = String::from("db-1");
        assert!(by_class(&host).is_err());
        assert!(listed(&host).is_err());
    });
    let _ = (by_class_async("db-1"), listed_async("db-1"));
}

//! What is no function, or a function that cannot be called again.

#![allow(dead_code)]

use reattempt::retry;

enum Error {
    Io,
}

#[retry]
struct Structure {
    field: u32,
}

#[retry(max_attempts = 3)]
enum Enumeration {
    Variant,
}

#[retry]
impl Structure {
    fn fetch(&self) -> Result<(), Error> {
        Ok(())
    }
}

#[retry]
trait Fetch {
    fn fetch(&self) -> Result<(), Error>;
}

#[retry]
mod module {}

#[retry]
const CONSTANT: u32 = 3;

#[retry]
static STATIC: u32 = 3;

#[retry]
type Alias = u32;

#[retry]
use std::time::Duration;

#[retry]
macro_rules! rules {
    () => {};
}

#[retry(on = [Io])]
const fn constant() -> Result<(), Error> {
    Ok(())
}

trait Bodiless {
    #[retry(on = [Io])]
    fn fetch(&self) -> Result<(), Error>;

    #[retry(on = [Io])]
    async fn fetch_async(&self) -> Result<(), Error>;
}

unsafe extern "C" {
    #[retry]
    fn foreign() -> i32;
}

fn main() {
    let _ = constant();
}

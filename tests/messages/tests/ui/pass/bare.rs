//! The attribute without options, with empty parentheses and with a trailing comma.

use reattempt::{Class, Classify, retry};

struct Error;

impl Classify for Error {
    fn classify(&self) -> Class {
        Class::Permanent
    }
}

#[retry]
fn without_parentheses() -> Result<u32, Error> {
    Ok(1)
}

#[retry()]
fn empty_parentheses() -> Result<u32, Error> {
    Ok(2)
}

#[retry(max_attempts = 3)]
fn trailing_comma() -> Result<u32, Error> {
    Err(Error)
}

fn main() {
    assert!(matches!(without_parentheses(), Ok(1)));
    assert!(matches!(empty_parentheses(), Ok(2)));
    assert!(trailing_comma().is_err());
}

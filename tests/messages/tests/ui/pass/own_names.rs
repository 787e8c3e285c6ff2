//! Types of the user's own that are called like ours, written with a path.

use reattempt::retry;

mod old {
    pub enum RetryError<E> {
        Failed(E),
    }
}

pub enum RetryError<E> {
    Failed(E),
}

pub type Option<T> = Result<T, std::io::Error>;

#[retry(initial_delay = "0s", on = [_])]
fn another(calls: &mut u32) -> Result<(), old::RetryError<u8>> {
    *calls += 1;
    Err(old::RetryError::Failed(1))
}

#[retry(initial_delay = "0s", on = [Failed(2..)])]
fn own(calls: &mut u32) -> Result<(), self::RetryError<u8>> {
    *calls += 1;
    Err(RetryError::Failed(1))
}

#[retry(initial_delay = "0s", on = [_])]
fn alias(calls: &mut u32) -> self::Option<()> {
    *calls += 1;
    Err(std::io::ErrorKind::NotFound.into())
}

fn main() {
    let mut calls = 0;
    assert!(another(&mut calls).is_err());
    assert_eq!(calls, 3);
    assert!(own(&mut calls).is_err());
    assert_eq!(calls, 3 + 1);
    assert!(alias(&mut calls).is_err());
    assert_eq!(calls, 3 + 1 + 3);
}

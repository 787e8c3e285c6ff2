//! Patterns of every form in `on`, with a name in scope that a bare variant could be taken for.

use reattempt::retry;

#[derive(Clone, Copy)]
enum Error {
    Io(u32),
    Http { status: u16, retry: bool },
    Closed,
}

type Alias<T> = Result<T, Error>;

#[allow(non_upper_case_globals)]
const Closed: u32 = 3;

impl Error {
    #[retry(max_attempts = 2, initial_delay = "0s", on = [Self::Io, Self::Http { status: 500 | 502, .. }])]
    fn of_self(self, calls: &mut u32) -> Result<(), Self> {
        *calls += 1;
        Err(self)
    }
}

#[retry(max_attempts = 2, initial_delay = "0s", on = [Closed, Io(1..), Http { status: 500..=599, retry: true }])]
fn bare(error: Error, calls: &mut u32) -> Result<(), Error> {
    *calls += 1;
    Err(error)
}

#[retry(max_attempts = 2, initial_delay = "0s", on = [_], except = [Io(..), crate::Error::Http { .. }])]
fn excepted(error: Error, calls: &mut u32) -> Alias<()> {
    *calls += 1;
    Err(error)
}

#[retry(max_attempts = 2, initial_delay = "0s", on = [Closed, Io(_)])]
fn alias(error: Error, calls: &mut u32) -> Alias<()> {
    *calls += 1;
    Err(error)
}

fn main() {
    let http = |status, retry| Error::Http { status, retry };
    for (error, own, bared, left, aliased) in [
        (Error::Io(0), 2, 1, 1, 2),
        (Error::Io(1), 2, 2, 1, 2),
        (http(500, true), 2, 2, 1, 1),
        (http(501, true), 1, 2, 1, 1),
        (http(501, false), 1, 1, 1, 1),
        (Error::Closed, 1, 2, 2, 2),
    ] {
        let calls = |function: &dyn Fn(&mut u32) -> Result<(), Error>| {
            let mut calls = 0;
            assert!(function(&mut calls).is_err());
            calls
        };
        assert_eq!(calls(&|calls| error.of_self(calls)), own);
        assert_eq!(calls(&|calls| bare(error, calls)), bared);
        assert_eq!(calls(&|calls| excepted(error, calls)), left);
        assert_eq!(calls(&|calls| alias(error, calls)), aliased);
    }
    assert_eq!(Closed, 3);
}

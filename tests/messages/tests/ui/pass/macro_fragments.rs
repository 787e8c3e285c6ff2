//! Attributes that `macro_rules` writes: fragments arrive in invisible groups.

use reattempt::retry;

#[derive(Debug, PartialEq)]
enum Error {
    Io,
    Http { status: u16 },
}

const LIMIT: u32 = 4;

macro_rules! retried {
    ($name:ident, $attempts:literal, $strategy:literal, $delay:literal, $factor:literal) => {
        #[retry(
                    max_attempts = $attempts,
                    backoff = $strategy,
                    initial_delay = $delay,
                    factor = $factor,
                    name = $strategy,
                    on = [_],
                )]
        fn $name(calls: &mut u32) -> Result<(), Error> {
            *calls += 1;
            Err(Error::Io)
        }
    };
}

retried!(literals, 2, "exponential", "0s", 1.5);

macro_rules! retried_with_expressions {
    ($name:ident, $attempts:expr, $delay:expr, $when:expr, $error:ty) => {
        #[retry(max_attempts = $attempts, initial_delay = $delay, jitter = $attempts as f64 * 0.0, when = $when)]
        fn $name(calls: &mut u32) -> Result<(), $error> {
            *calls += 1;
            Err(Error::Io)
        }
    };
}

retried_with_expressions!(constant, LIMIT, "0s", |error| *error == Error::Io, Error);
retried_with_expressions!(number, 2, "0s", is_io, Error);
retried_with_expressions!(computed, 1 + 2, std::time::Duration::ZERO, is_io, Error);

fn is_io(error: &Error) -> bool {
    *error == Error::Io
}

macro_rules! retried_on {
    ($name:ident, $error:path, $variant:ident, $pattern:path, $status:pat, $body:block) => {
        #[retry(max_attempts = 3, initial_delay = "0s", on = [$variant, Http { status: $status }])]
        fn $name(calls: &mut u32) -> Result<(), $error> {
            *calls += 1;
            $body
        }
    };
}

retried_on!(patterns, Error, Io, Error::Io, 500..=599, {
    Err(Error::Http { status: 503 })
});

macro_rules! retried_on_path {
    ($name:ident, $pattern:path) => {
        #[retry(max_attempts = 3, initial_delay = "0s", on = [$pattern])]
        fn $name(calls: &mut u32) -> Result<(), Error> {
            *calls += 1;
            Err(Error::Io)
        }
    };
}

retried_on_path!(path, Error::Io);

macro_rules! retried_with_tokens {
    ($(#[$attribute:meta])* $name:ident($($option:tt)*)) => {
        $(#[$attribute])*
        #[retry($($option)*)]
        fn $name(calls: &mut u32) -> Result<(), Error> {
            *calls += 1;
            Err(Error::Io)
        }
    };
}

retried_with_tokens! {
    /// Documented by the caller of the macro.
    #[inline]
    tokens(max_attempts = 5, initial_delay = "0s", on = [Io])
}

fn calls(function: fn(&mut u32) -> Result<(), Error>) -> u32 {
    let mut calls = 0;
    assert!(function(&mut calls).is_err());
    calls
}

fn main() {
    assert_eq!(calls(literals), 2);
    assert_eq!(calls(constant), 4);
    assert_eq!(calls(number), 2);
    assert_eq!(calls(computed), 3);
    assert_eq!(calls(patterns), 3);
    assert_eq!(calls(path), 3);
    assert_eq!(calls(tokens), 5);
}

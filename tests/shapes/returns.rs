//! Return types: results by every name, and `Option`.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::{RetryError, retry};
use std::fmt::Display;
use std::io;

macro_rules! io_result {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<io::Error> = Probe::new(|call| {
            io::Error::new(io::ErrorKind::TimedOut, Error::Io(call))
        });

        #[retry(
            max_attempts = 3,
            backoff = ["0s"],
            when = |error| error.kind() == io::ErrorKind::TimedOut,
        )]
        $($async)? fn call() -> io::Result<u32> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! anyhow_result {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<anyhow::Error> = Probe::new(|call| Error::Io(call).into());

        #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
        $($async)? fn call() -> anyhow::Result<u32> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! boxed_error {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type Boxed = Box<dyn std::error::Error + Send + Sync>;

        pub(super) static PROBE: Probe<Boxed> = Probe::new(|call| Error::Io(call).into());

        #[retry(max_attempts = 3, backoff = ["0s"], when = |_| true)]
        $($async)? fn call() -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
            let id: u32 = "7".parse()?;
            assert_eq!(id, 7);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

/// `Result<T>`, the alias most crates define.
macro_rules! own_result {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type Result<T> = std::result::Result<T, Error>;

        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io, Timeout])]
        $($async)? fn call() -> Result<u32> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! alias_of_any_name {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type R<T> = Result<T, Error>;

        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Timeout);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Timeout])]
        $($async)? fn call() -> R<u32> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! alias_without_arguments {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type Answer = Result<u32, Error>;

        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Answer {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! full_path {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> ::core::result::Result<u32, crate::probe::Error> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! impl_trait_value {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<impl Display + Send, Error> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let value = call()$($await)*.map(|value| value.to_string());
            outcome(value.map(|value| value.parse().expect("a number")))
        }
    };
}

/// The body's values need the return type to become what they are.
macro_rules! coerced_value {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type Value = Box<dyn Display + Send>;

        pub(super) static PROBE: Probe<Error, Value> =
            Probe::with_value(Error::Io, |call| Box::new(call));

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<Box<dyn Display + Send>, Error> {
            if PROBE.calls.next_succeeds() {
                return Ok(Box::new(PROBE.calls.count()));
            }
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let value = call()$($await)*.map(|value| value.to_string());
            outcome(value.map(|value| value.parse().expect("a number")))
        }
    };
}

/// The body is written as one that returns the error inside.
macro_rules! retry_error {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<u32, RetryError<Error>> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*.map_err(|error| {
                assert_eq!(error.attempts(), PROBE.calls.made());
                error.into_error().expect("an error of the body's")
            }))
        }
    };
}

macro_rules! option {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"])]
        $($async)? fn call(ids: &[u32]) -> Option<u32> {
            let _first = ids.first()?;
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(&[1])$($await)*.ok_or_else(|| PROBE.error()))
        }
    };
}

shapes! {
    sync_and_async: [
        io_result, anyhow_result, boxed_error, own_result, alias_of_any_name,
        alias_without_arguments, full_path, impl_trait_value, coerced_value,
        retry_error,
    ]
    options: [option]
}

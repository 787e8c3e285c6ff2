//! Free functions: their qualifiers and generics.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::fmt::Display;

macro_rules! plain {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io, Timeout])]
        $($async)? fn call() -> Result<u32, Error> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! unsafe_fn {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Timeout);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Timeout])]
        #[allow(unsafe_code)]
        $($async)? unsafe fn call(digits: &[u8]) -> Result<u32, Error> {
            // SAFETY: the caller passes at least one.
            assert_eq!(unsafe { *digits.get_unchecked(0) }, b'1');
            $($body)*
        }

        #[allow(unsafe_code)]
        pub(super) $($async)? fn run() -> Outcome {
            // SAFETY: these are two.
            outcome(unsafe { call(b"17") }$($await)*)
        }
    };
}

macro_rules! extern_c_fn {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
        #[allow(improper_ctypes_definitions)]
        $($async)? extern "C" fn call(id: u32) -> Result<u32, Error> {
            assert_eq!(id, 7);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(7)$($await)*)
        }
    };
}

macro_rules! generic {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], when = |error| matches!(error, Error::Io(_)))]
        $($async)? fn call<T, F>(items: &[T], check: F) -> Result<u32, Error>
        where
            T: Display,
            F: Fn(&str) -> bool,
        {
            assert!(items.iter().all(|item| check(&item.to_string())));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(&['a', 'b'], |item| item.len() == 1)$($await)*)
        }
    };
}

macro_rules! const_generic {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call<const N: usize>(ids: [u32; N]) -> Result<u32, Error> {
            assert_eq!(ids.len(), N);
            assert_eq!(ids, [7; N]);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call([7; 3])$($await)*)
        }
    };
}

macro_rules! lifetime_of_an_argument {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error, &str> = Probe::with_value(Error::Io, |_| "owned");

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call<'a>(digits: &'a [String], _other: &str) -> Result<&'a str, Error> {
            if PROBE.calls.next_succeeds() {
                return Ok(&digits[PROBE.calls.count() as usize]);
            }
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let digits = ["0", "1", "2", "3"].map(String::from);
            let digit = {
                let other = String::from("shorter");
                call(&digits, &other)$($await)*
            };
            outcome(digit.map(|digit| digit.parse().expect("a digit")))
        }
    };
}

macro_rules! impl_trait_argument {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(name: impl AsRef<str>, each: &mut impl FnMut(u32)) -> Result<u32, Error> {
            assert_eq!(name.as_ref(), "index");
            each(1);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut seen = 0;
            let result = call("index", &mut |step| seen += step)$($await)*;
            assert_eq!(seen, PROBE.calls.made());
            outcome(result)
        }
    };
}

macro_rules! raw_identifiers {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [r#type])]
        $($async)? fn r#match(r#type: String, mut r#fn: u32) -> Result<u32, Error> {
            r#fn += 1;
            assert_eq!((r#type.into_bytes(), r#fn), (b"raw".to_vec(), 8));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(r#match("raw".to_owned(), 7)$($await)*)
        }
    };
}

/// The inner call never fails, so only the outer one is retried.
macro_rules! recursive {
    ([] [] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        fn call(depth: u32) -> Result<u32, Error> {
            if depth == 0 {
                return Ok(0);
            }
            assert_eq!(call(depth - 1)?, 0);
            $($body)*
        }

        pub(super) fn run() -> Outcome {
            outcome(call(1))
        }
    };
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        async fn call(depth: u32) -> Result<u32, Error> {
            if depth == 0 {
                return Ok(0);
            }
            assert_eq!(Box::pin(call(depth - 1)).await?, 0);
            $($body)*
        }

        pub(super) async fn run() -> Outcome {
            outcome(call(1).await)
        }
    };
}

shapes! {
    sync_and_async: [
        plain, unsafe_fn, extern_c_fn, generic, const_generic, lifetime_of_an_argument,
        impl_trait_argument, raw_identifiers, recursive,
    ]
}

//! Error types: what a bare name in `on` belongs to, and one that is not `Send`.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::rc::Rc;

macro_rules! alias_of_the_error {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type E = Error;

        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<u32, E> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

/// The alias has a default that is not this function's error type.
macro_rules! alias_with_two_arguments {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        type R<T, E = String> = Result<T, E>;

        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> R<u32, Error> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let _: R<()> = Ok(());
            outcome(call()$($await)*)
        }
    };
}

macro_rules! self_is_the_error {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Own> = Probe::new(Own::Io);

        #[derive(thiserror::Error)]
        pub(super) enum Own {
            #[error("call {0} failed")]
            Io(u32),
        }

        impl Own {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call() -> Result<u32, Self> {
                $($body)*
            }
        }

        impl std::fmt::Debug for Own {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an error")
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Own::call()$($await)*)
        }
    };
}

macro_rules! error_with_arguments {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Of<&str>> = Probe::new(|call| Of::Io(call, "failed"));

        #[derive(Debug, thiserror::Error)]
        pub(super) enum Of<T> {
            #[error("call {0} {1}")]
            Io(u32, T),
        }

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io(_, "failed")])]
        $($async)? fn call<'a>(path: &'a str) -> Result<u32, Of<&'a str>> {
            if path.is_empty() {
                return Err(Of::Io(0, path));
            }
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call("/")$($await)*)
        }
    };
}

/// Its future is `Send` all the same: no error is kept over a wait.
macro_rules! error_that_is_not_send {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<NotSend> = Probe::new(|call| NotSend::Io(call.into()));

        #[derive(Debug, thiserror::Error)]
        pub(super) enum NotSend {
            #[error("call {0} failed")]
            Io(Rc<u32>),
        }

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], on_event = |_| {}, attempt = _attempt)]
        $($async)? fn call() -> Result<u32, NotSend> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

/// No trait at all is asked of an error.
macro_rules! error_without_traits {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Opaque> = Probe::new(Opaque);

        pub(super) struct Opaque(u32);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
        $($async)? fn call() -> Result<u32, Opaque> {
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*.map_err(|Opaque(call)| Error::Io(call)))
        }
    };
}

shapes! {
    sync_and_async: [
        alias_of_the_error, alias_with_two_arguments, self_is_the_error, error_with_arguments,
        error_that_is_not_send, error_without_traits,
    ]
}

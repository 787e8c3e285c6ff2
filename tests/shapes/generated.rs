//! Functions that a `macro_rules!` writes, out of fragments of every kind.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;

macro_rules! define_with_ty {
    ($value:ty, $error:ty, [$($async:tt)?] [$($body:tt)*]) => {
        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(id: $value) -> Result<$value, $error> {
            assert_eq!(id, 7);
            $($body)*
        }
    };
}

macro_rules! fragment_ty {
    ([$($async:tt)?] [$($await:tt)*] $body:tt) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        define_with_ty!(u32, Error, [$($async)?] $body);

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(7)$($await)*)
        }
    };
}

/// The whole return type is one fragment.
macro_rules! define_with_return_ty {
    ($return:ty, [$($async:tt)?] [$($body:tt)*]) => {
        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> $return {
            $($body)*
        }
    };
}

macro_rules! fragment_return_ty {
    ([$($async:tt)?] [$($await:tt)*] $body:tt) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        define_with_return_ty!(Result<u32, Error>, [$($async)?] $body);

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! define_with_block {
    ([$($async:tt)?] $body:block) => {
        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<u32, Error> $body
    };
}

macro_rules! fragment_block {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        define_with_block!([$($async)?] { $($body)* });

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! define_with_expr {
    ($limit:expr, $check:expr, $body:expr, [$($async:tt)?]) => {
        #[retry(max_attempts = $limit, backoff = ["0s"], when = $check)]
        $($async)? fn call() -> Result<u32, Error> {
            $body
        }
    };
}

macro_rules! fragment_expr {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        define_with_expr!(1 + 2, |error| matches!(error, Error::Io(_)), { $($body)* }, [$($async)?]);

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! define_with_all {
    (
        $(#[$attribute:meta])*
        $visibility:vis $name:ident<$lifetime:lifetime>($argument:ident, $pattern:pat) -> $path:path,
        $limit:literal, [$($async:tt)?] [$($body:tt)*]
    ) => {
        #[retry(max_attempts = $limit, backoff = ["0s"], on = [Io])]
        $(#[$attribute])*
        $visibility $($async)? fn $name<$lifetime>(
            mut $argument: &$lifetime str,
            $pattern: (&$lifetime str, u32),
        ) -> $path {
            $argument = $argument.trim();
            assert_eq!($argument, "7");
            $($body)*
        }
    };
}

macro_rules! every_other_fragment {
    ([$($async:tt)?] [$($await:tt)*] $body:tt) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        define_with_all! {
            /// Docs.
            #[allow(unused_variables)]
            pub(super) call<'text>(text, (left, _)) -> Result<u32, Error>,
            3, [$($async)?] $body
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(" 7 ", ("left", 2))$($await)*)
        }
    };
}

/// The caller's argument and the macro's own have the same name, and stay apart.
macro_rules! define_with_hygiene {
    ($id:ident, [$($async:tt)?] [$($body:tt)*]) => {
        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(mut $id: u32, mut id: u32) -> Result<u32, Error> {
            $id += 1;
            id += 2;
            assert_eq!(($id, id), (2, 4));
            $($body)*
        }
    };
}

macro_rules! same_name_twice {
    ([$($async:tt)?] [$($await:tt)*] $body:tt) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        define_with_hygiene!(id, [$($async)?] $body);

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(1, 2)$($await)*)
        }
    };
}

shapes! {
    sync_and_async: [
        fragment_ty, fragment_return_ty, fragment_block, fragment_expr, every_other_fragment,
        same_name_twice,
    ]
}

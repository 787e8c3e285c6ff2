//! Other attributes beside `#[retry]`.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use tracing::instrument;

macro_rules! common {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        /// Docs above.
        #[must_use = "it may have failed"]
        #[cfg(all())]
        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        #[cfg(not(any()))]
        #[allow(unused_variables, clippy::no_effect_underscore_binding)]
        #[cfg_attr(all(), inline)]
        /// Docs below.
        $($async)? fn call() -> Result<u32, Error> {
            let unused = 7;
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

/// What is compiled out may be wrong.
macro_rules! compiled_out {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[cfg(any())]
        #[retry(no_such_option)]
        fn call() {}

        #[cfg_attr(all(), retry(max_attempts = 3, backoff = ["0s"], on = [Io]))]
        #[cfg_attr(any(), retry(no_such_option))]
        #[cfg(all())]
        $($async)? fn call() -> Result<u32, Error> {
            $($body)*
        }

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        #[cfg(any())]
        $($async)? fn call() -> Result<u32, Error> {
            no_such_function()
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

macro_rules! instrument_above {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[instrument(err)]
        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(path: &str) -> Result<u32, Error> {
            assert_eq!(path, "/");
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call("/")$($await)*)
        }
    };
}

macro_rules! instrument_below {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        #[instrument(skip(path), fields(path.len = path.len()), err)]
        $($async)? fn call(path: &str, mut id: u32) -> Result<u32, Error> {
            id += 1;
            assert_eq!((path, id), ("/", 8));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call("/", 7)$($await)*)
        }
    };
}

macro_rules! instrumented_method {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Client {
            id: u32,
        }

        impl Client {
            #[instrument(skip_all)]
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            #[must_use = "it may have failed"]
            $($async)? fn call(&self, log: &mut Vec<u32>) -> Result<u32, Error> {
                log.push(self.id);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut log = Vec::new();
            let result = Client { id: 7 }.call(&mut log)$($await)*;
            assert_eq!(log.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

macro_rules! instrumented_mut_method {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Connection {
            sent: Vec<u32>,
        }

        impl Connection {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            #[instrument(skip_all)]
            $($async)? fn call(&mut self, id: u32) -> Result<u32, Error> {
                self.sent.push(id);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut connection = Connection { sent: Vec::new() };
            let result = connection.call(7)$($await)*;
            assert_eq!(connection.sent.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

shapes! {
    sync_and_async: [
        common, compiled_out, instrument_above, instrument_below, instrumented_method,
        instrumented_mut_method,
    ]
}

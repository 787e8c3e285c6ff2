//! Inherent methods: every receiver, and `Self`.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::pin::{Pin, pin};
use std::sync::Arc;

macro_rules! ref_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Client {
            id: u32,
        }

        impl Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(&self, id: u32) -> Result<u32, Error> {
                assert_eq!(self.id, id);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Client { id: 7 }.call(7)$($await)*)
        }
    };
}

/// What an attempt did to `self` stays.
macro_rules! mut_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Connection {
            sent: Vec<u32>,
        }

        impl Connection {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(&mut self, id: u32) -> Result<u32, Error> {
                self.sent.push(id);
                self.flush();
                $($body)*
            }

            fn flush(&mut self) {
                self.sent.push(0);
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut connection = Connection { sent: Vec::new() };
            let result = connection.call(7)$($await)*;
            assert_eq!(connection.sent, [7, 0].repeat(PROBE.calls.made() as usize));
            outcome(result)
        }
    };
}

macro_rules! arc_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Client {
            id: u32,
        }

        impl Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(self: Arc<Self>) -> Result<u32, Error> {
                let shared = Arc::clone(&self);
                assert_eq!(shared.id, 7);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Arc::new(Client { id: 7 }).call()$($await)*)
        }
    };
}

macro_rules! ref_arc_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Client {
            id: u32,
        }

        impl Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(self: &Arc<Self>) -> Result<u32, Error> {
                let shared = Arc::clone(self);
                assert_eq!(shared.id, 7);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Arc::new(Client { id: 7 }).call()$($await)*)
        }
    };
}

macro_rules! pin_mut_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Connection {
            sent: u32,
        }

        impl Connection {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(mut self: Pin<&mut Self>) -> Result<u32, Error> {
                self.sent += 1;
                let sent = self.sent + 1;
                self.as_mut().set(Connection { sent });
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut connection = pin!(Connection { sent: 0 });
            let result = connection.as_mut().call()$($await)*;
            assert_eq!(connection.sent, 2 * PROBE.calls.made());
            outcome(result)
        }
    };
}

macro_rules! self_by_value {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Request {
            path: String,
        }

        impl Request {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            #[allow(clippy::needless_pass_by_value)]
            $($async)? fn call(self, host: String) -> Result<u32, Error> {
                assert_eq!((self.path.as_str(), host.as_str()), ("/path", "host"));
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Request { path: "/path".to_owned() }.call("host".to_owned())$($await)*)
        }
    };
}

macro_rules! lifetime_of_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error, &str> = Probe::with_value(Error::Io, |_| "owned");

        struct Shelf {
            digits: [String; 4],
        }

        impl Shelf {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(&self, _other: &str) -> Result<&str, Error> {
                if PROBE.calls.next_succeeds() {
                    return Ok(&self.digits[PROBE.calls.count() as usize]);
                }
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let shelf = Shelf { digits: ["0", "1", "2", "3"].map(String::from) };
            let digit = {
                let other = String::from("shorter");
                shelf.call(&other)$($await)*
            };
            outcome(digit.map(|digit| digit.parse().expect("a digit")))
        }
    };
}

macro_rules! associated_with_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Client<T> {
            id: T,
        }

        impl<T: Copy + PartialEq> Client<T> {
            const LIMIT: u32 = 3;

            fn new(id: T) -> Self {
                Self { id }
            }

            #[retry(max_attempts = Self::LIMIT, backoff = ["0s"], on = [Io])]
            $($async)? fn call(id: T, other: &Self) -> Result<u32, Error> {
                let Self { id: made } = Self::new(id);
                assert!(made == other.id);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Client::call('a', &Client::new('a'))$($await)*)
        }
    };
}

macro_rules! method_of_dyn_trait {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Fetch: Sync {
            fn id(&self) -> u32;
        }

        impl Fetch for u32 {
            fn id(&self) -> u32 {
                *self
            }
        }

        impl dyn Fetch {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(&self) -> Result<u32, Error> {
                assert_eq!(self.id(), 7);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let client: &dyn Fetch = &7;
            outcome(client.call()$($await)*)
        }
    };
}

shapes! {
    sync_and_async: [
        ref_self, mut_self, arc_self, ref_arc_self, pin_mut_self, self_by_value, lifetime_of_self,
        associated_with_self, method_of_dyn_trait,
    ]
}

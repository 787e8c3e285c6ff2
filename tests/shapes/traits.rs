//! Traits: implementations, default methods, native `async fn`, associated error types.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::fmt::Display;

macro_rules! trait_impl {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Fetch {
            $($async)? fn call(&self, id: u32) -> Result<u32, Error>;
        }

        struct Client {
            id: u32,
        }

        impl Fetch for Client {
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

macro_rules! trait_impl_mut_self {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Send {
            $($async)? fn call(&mut self, id: u32) -> Result<u32, Error>;
        }

        impl Send for Vec<u32> {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(&mut self, id: u32) -> Result<u32, Error> {
                self.push(id);
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let mut sent = Vec::new();
            let result = sent.call(7)$($await)*;
            assert_eq!(sent.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

macro_rules! default_method {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Fetch {
            const LIMIT: u32;

            fn id(&self) -> u32;

            #[retry(max_attempts = Self::LIMIT, backoff = ["0s"], on = [Io])]
            $($async)? fn call(&self) -> Result<u32, Error> {
                assert_eq!(self.id(), 7);
                $($body)*
            }
        }

        struct Client;

        impl Fetch for Client {
            const LIMIT: u32 = 3;

            fn id(&self) -> u32 {
                7
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Client.call()$($await)*)
        }
    };
}

macro_rules! associated_function {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Load: Sized {
            $($async)? fn call(id: u32) -> Result<u32, Error>;
        }

        impl<T: Display> Load for Option<T> {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call(id: u32) -> Result<u32, Error> {
                let none: Self = None;
                assert!(none.is_none_or(|value| value.to_string() == id.to_string()));
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Option::<char>::call(7)$($await)*)
        }
    };
}

macro_rules! associated_error {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Fetch {
            type Error;

            $($async)? fn call(&self) -> Result<u32, Self::Error>;
        }

        struct Client;

        impl Fetch for Client {
            type Error = Error;

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io, Timeout])]
            $($async)? fn call(&self) -> Result<u32, Self::Error> {
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(Client.call()$($await)*)
        }
    };
}

macro_rules! generic_impl {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        trait Check<'a, T> {
            $($async)? fn call<U>(&'a self, other: U) -> Result<u32, Error>
            where
                U: AsRef<[T]>;
        }

        struct Page<'a, T, const N: usize> {
            ids: &'a [T; N],
        }

        impl<'a, T, const N: usize> Check<'a, T> for Page<'a, T, N>
        where
            T: PartialEq,
        {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            $($async)? fn call<U>(&'a self, other: U) -> Result<u32, Error>
            where
                U: AsRef<[T]>,
            {
                assert_eq!(other.as_ref().len(), N);
                assert!(self.ids == other.as_ref());
                $($body)*
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            let page = Page { ids: &[1, 2] };
            outcome(page.call([1, 2])$($await)*)
        }
    };
}

shapes! {
    sync_and_async: [
        trait_impl, trait_impl_mut_self, default_method, associated_function, associated_error,
        generic_impl,
    ]
}

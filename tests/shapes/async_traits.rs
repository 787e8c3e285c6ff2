//! Methods under `#[async_trait]`, which rewrites them before they retry.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use async_trait::async_trait;
use reattempt::retry;

macro_rules! async_trait_ref_self {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Fetch: Send + Sync {
            async fn call(&self, path: &str, tags: Vec<u32>) -> Result<u32, Error>;
        }

        struct Client {
            id: u32,
        }

        #[async_trait]
        impl Fetch for Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            async fn call(&self, path: &str, tags: Vec<u32>) -> Result<u32, Error> {
                assert_eq!((self.id, path, tags.len()), (7, "/", 2));
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            let client: &dyn Fetch = &Client { id: 7 };
            outcome(client.call("/", vec![1, 2]).await)
        }
    };
}

macro_rules! async_trait_mut_self {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Connection {
            async fn call(&mut self, id: u32) -> Result<u32, Error>;
        }

        #[async_trait]
        impl Connection for Vec<u32> {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            async fn call(&mut self, mut id: u32) -> Result<u32, Error> {
                id += 1;
                assert_eq!(id, 8);
                self.push(id);
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            let mut sent = Vec::new();
            let result = sent.call(7).await;
            assert_eq!(sent.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

/// The body gives away what it has as `&mut`.
macro_rules! async_trait_mut_references {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Fetch {
            async fn call(&self, log: &mut Vec<u32>, last: Option<&mut u32>) -> Result<u32, Error>;
        }

        #[async_trait]
        impl Fetch for u32 {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            async fn call(&self, log: &mut Vec<u32>, last: Option<&mut u32>) -> Result<u32, Error> {
                let given_away = log;
                given_away.push(*self);
                if let Some(last) = last {
                    *last += 1;
                }
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            let (mut log, mut last) = (vec![], 0);
            let result = 7.call(&mut log, Some(&mut last)).await;
            assert_eq!((log.len(), last), (last as usize, PROBE.calls.made()));
            outcome(result)
        }
    };
}

macro_rules! async_trait_default_method {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Fetch: Sync {
            fn id(&self) -> u32;

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            async fn call(&self, id: u32) -> Result<u32, Error> {
                assert_eq!(self.id(), id);
                $($body)*
            }
        }

        struct Client;

        impl Fetch for Client {
            fn id(&self) -> u32 {
                7
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(Client.call(7).await)
        }
    };
}

macro_rules! async_trait_cloned {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Fetch {
            async fn call(words: Vec<String>, tags: Vec<u32>) -> Result<u32, Error>;
        }

        struct Client;

        #[async_trait]
        impl Fetch for Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [words, tags])]
            async fn call(words: Vec<String>, mut tags: Vec<u32>) -> Result<u32, Error> {
                let joined: String = words.into_iter().collect();
                tags.push(2);
                assert_eq!((joined.as_str(), tags), ("ab", vec![1, 2]));
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(Client::call(vec!["a".to_owned(), "b".to_owned()], vec![1]).await)
        }
    };
}

macro_rules! async_trait_generic {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Fetch<T> {
            type Error;

            async fn call<'a, U>(&'a self, ids: &'a [T], other: U) -> Result<u32, Self::Error>
            where
                U: AsRef<[T]> + Send + Sync;
        }

        struct Client<T> {
            first: T,
        }

        #[async_trait]
        impl<T> Fetch<T> for Client<T>
        where
            T: PartialEq + Send + Sync,
        {
            type Error = Error;

            #[retry(max_attempts = 3, backoff = ["0s"], on = [Error::Io(_)])]
            async fn call<'a, U>(&'a self, ids: &'a [T], other: U) -> Result<u32, Self::Error>
            where
                U: AsRef<[T]> + Send + Sync,
            {
                assert!(ids.first() == Some(&self.first));
                assert!(ids == other.as_ref());
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(Client { first: 1 }.call(&[1, 2], [1, 2]).await)
        }
    };
}

macro_rules! async_trait_by_value {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[async_trait]
        trait Request {
            async fn call(self: Box<Self>, (left, right): (u32, u32)) -> Result<u32, Error>;
        }

        #[async_trait]
        impl Request for String {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            async fn call(self: Box<Self>, (left, right): (u32, u32)) -> Result<u32, Error> {
                assert_eq!((self.as_str(), left, right), ("/", 1, 2));
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            let request: Box<dyn Request + Send> = Box::new("/".to_owned());
            outcome(request.call((1, 2)).await)
        }
    };
}

shapes! {
    async_only: [
        async_trait_ref_self, async_trait_mut_self, async_trait_mut_references,
        async_trait_default_method,
        async_trait_cloned, async_trait_generic, async_trait_by_value,
    ]
}

//! Functions that return a future, their body one async block.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::pin::Pin;

macro_rules! impl_future {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        #[allow(clippy::manual_async_fn)]
        fn call(path: String, mut id: u32) -> impl Future<Output = Result<u32, Error>> + Send {
            async move {
                id += 1;
                assert_eq!((path.as_str(), id), ("/", 8));
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(call("/".to_owned(), 7).await)
        }
    };
}

macro_rules! impl_future_borrowing {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Connection {
            sent: Vec<u32>,
        }

        impl Connection {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            #[allow(clippy::manual_async_fn)]
            fn call(&mut self, id: &u32) -> impl Future<Output = Result<u32, Error>> + Send {
                async {
                    self.sent.push(*id);
                    $($body)*
                }
            }
        }

        pub(super) async fn run() -> Outcome {
            let mut connection = Connection { sent: Vec::new() };
            let result = connection.call(&7).await;
            assert_eq!(connection.sent.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

macro_rules! impl_future_in_trait {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<anyhow::Error> = Probe::new(|call| Error::Io(call).into());

        trait Fetch {
            fn call(&self) -> impl Future<Output = anyhow::Result<u32>> + Send;
        }

        struct Client {
            id: u32,
        }

        impl Fetch for Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [_])]
            #[allow(clippy::manual_async_fn)]
            fn call(&self) -> impl Future<Output = anyhow::Result<u32>> + Send {
                async move {
                    assert_eq!(self.id, 7);
                    $($body)*
                }
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(Client { id: 7 }.call().await)
        }
    };
}

macro_rules! boxed_future {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        struct Client {
            id: u32,
        }

        impl Client {
            #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
            fn call(&self) -> Pin<Box<dyn Future<Output = Result<u32, Error>> + Send + '_>> {
                Box::pin(async move {
                    assert_eq!(self.id, 7);
                    $($body)*
                })
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(Client { id: 7 }.call().await)
        }
    };
}

macro_rules! boxed_future_of_a_function {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io], clone = [words])]
        fn call<'a>(
            words: Vec<String>,
            log: &'a mut Vec<String>,
        ) -> Pin<Box<dyn Future<Output = Result<u32, Error>> + Send + 'a>> {
            Box::pin(async move {
                log.extend(words.into_iter());
                $($body)*
            })
        }

        pub(super) async fn run() -> Outcome {
            let mut log = Vec::new();
            let result = call(vec!["a".to_owned()], &mut log).await;
            assert_eq!(log.len(), PROBE.calls.made() as usize);
            outcome(result)
        }
    };
}

macro_rules! boxed_future_by_alias {
    ([async] [.await] [$($body:tt)*]) => {
        type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        fn call(path: &str) -> BoxFuture<'_, Result<u32, Error>> {
            Box::pin(async move {
                assert_eq!(path, "/");
                $($body)*
            })
        }

        pub(super) async fn run() -> Outcome {
            outcome(call("/").await)
        }
    };
}

shapes! {
    async_only: [
        impl_future, impl_future_borrowing, impl_future_in_trait, boxed_future,
        boxed_future_of_a_function, boxed_future_by_alias,
    ]
}

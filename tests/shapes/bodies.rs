//! What a body can hold: items, labels, loops, and closures and blocks with ways out of their own.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::retry;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

macro_rules! items {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<u32, Error> {
            use std::collections::BTreeMap as Map;
            const LIMIT: u32 = 2;
            struct Local {
                ids: Map<u32, u32>,
            }
            impl Local {
                fn size(&self) -> Option<u32> {
                    let (&id, _) = self.ids.iter().next()?;
                    Some(id)
                }
            }
            macro_rules! limit {
                () => { LIMIT };
            }
            fn double(id: u32) -> u32 {
                id * limit!()
            }
            let local = Local { ids: Map::from([(double(1), 0)]) };
            assert_eq!(local.size(), Some(2));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

/// A static of the body's is one, whichever attempt looks at it.
macro_rules! static_in_the_body {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(attempts: &mut u32) -> Result<u32, Error> {
            static ATTEMPTS: AtomicU32 = AtomicU32::new(0);
            let so_far = ATTEMPTS.fetch_add(1, Relaxed);
            match so_far.checked_sub(*attempts) {
                // The first attempt of a call.
                _ if PROBE.calls.made() == 0 => *attempts = so_far,
                difference => assert_eq!(difference, Some(PROBE.calls.made())),
            }
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(&mut 0)$($await)*)
        }
    };
}

macro_rules! labels_and_loops {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(rows: &[[u32; 2]]) -> Result<u32, Error> {
            let mut seen = 0;
            let found = 'outer: loop {
                for row in rows {
                    for &cell in row {
                        seen += 1;
                        if cell == 0 {
                            continue;
                        }
                        if cell == 3 {
                            break 'outer cell;
                        }
                    }
                }
            };
            let block = 'block: {
                if found == 3 {
                    break 'block "early";
                }
                "late"
            };
            assert_eq!((seen, block), (3, "early"));
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(&[[0, 1], [3, 4]])$($await)*)
        }
    };
}

/// The error leaves from inside a loop.
macro_rules! inside_a_loop {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(mut rounds: u32) -> Result<u32, Error> {
            loop {
                if rounds > 0 {
                    rounds -= 1;
                    continue;
                }
                break {
                    $($body)*
                };
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(2)$($await)*)
        }
    };
}

macro_rules! closures {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call(words: &[&str]) -> Result<u32, Error> {
            let parse = |word: &str| {
                if word.is_empty() {
                    return None;
                }
                let id: u32 = word.parse().ok()?;
                Some(id)
            };
            let ids: Vec<_> = words.iter().map(|word| parse(word)).collect();
            assert_eq!(ids, [Some(1), None, None]);
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(&["1", "", "x"])$($await)*)
        }
    };
}

macro_rules! async_blocks {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        async fn call(words: &[&str]) -> Result<u32, Error> {
            let parse = async |word: &str| {
                if word.is_empty() {
                    return None;
                }
                word.parse::<u32>().ok()
            };
            let sum = async {
                let Some(&first) = words.first() else {
                    return Err("no word");
                };
                let one = parse(first).await.ok_or("no number")?;
                tokio::task::yield_now().await;
                Ok(one + 1)
            };
            assert_eq!(sum.await, Ok(2));
            assert_eq!(parse("").await, None);
            $($body)*
        }

        pub(super) async fn run() -> Outcome {
            outcome(call(&["1"]).await)
        }
    };
}

macro_rules! inner_attributes {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        $($async)? fn call() -> Result<u32, Error> {
            #![allow(unused_variables)]
            #![allow(clippy::no_effect_underscore_binding)]
            //! Docs can stand here too.
            let unused = 7;
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call()$($await)*)
        }
    };
}

/// The body is one nested expression, unsuffixed by a semicolon.
macro_rules! nested_block {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Error> = Probe::new(Error::Io);

        #[retry(max_attempts = 3, backoff = ["0s"], on = [Io])]
        #[rustfmt::skip]
        $($async)? fn call(id: Option<u32>) -> Result<u32, Error> {
            match id {
                Some(7) => { $($body)* }
                _ => unreachable!("the caller passes 7"),
            }
        }

        pub(super) $($async)? fn run() -> Outcome {
            outcome(call(Some(7))$($await)*)
        }
    };
}

shapes! {
    sync_and_async: [
        items, static_in_the_body, labels_and_loops, inside_a_loop, closures, inner_attributes,
        nested_block,
    ]
    async_only: [async_blocks]
}

//! Every option at once: together they still make one function.

use crate::probe::{Error, Outcome, Probe, outcome};
use crate::table::shapes;
use reattempt::{Interrupted, Jitter, Policy, retry};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Io(Error),
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

const POLICY: Policy = Policy::builder().jitter(Jitter::Full).build();

macro_rules! every_option {
    ([$($async:tt)?] [$($await:tt)*] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Failure> = Probe::new(|call| Failure::Io(Error::Io(call)));

        #[retry(
            crate = ::reattempt,
            name = "every option",
            policy = POLICY,
            max_attempts = limit,
            backoff = "fixed",
            initial_delay = "0s",
            max_delay = "1m",
            jitter = 0.1,
            max_elapsed = "1h",
            on = [_],
            except = [Interrupted],
            when = |error| matches!(error, Failure::Io(_)) && !name.is_empty(),
            until = |value| *value < 100,
            retry_after = |_| None,
            on_event = |_| {
                events.fetch_add(1, Relaxed);
            },
            span,
            attempt = attempt,
            clone = [name],
        )]
        $($async)? fn call(limit: u32, name: String, events: &AtomicU32) -> Result<u32, Failure> {
            assert_eq!(attempt.number(), PROBE.calls.made() + 1);
            assert_eq!(name.into_bytes(), b"name");
            $($body)*
        }

        pub(super) $($async)? fn run() -> Outcome {
            let events = AtomicU32::new(0);
            let result = call(3, "name".to_owned(), &events)$($await)*;
            let expected = match PROBE.calls.made() {
                1 => 0,
                made => made,
            };
            assert_eq!(events.into_inner(), expected);
            outcome(result)
        }
    };
}

/// No wait between attempts, while the minute that an attempt may take is never over.
async fn no_wait(delay: std::time::Duration) {
    if delay.as_secs() == 60 {
        std::future::pending::<()>().await;
    }
}

macro_rules! every_async_option {
    ([async] [.await] [$($body:tt)*]) => {
        pub(super) static PROBE: Probe<Failure> = Probe::new(|call| Failure::Io(Error::Io(call)));

        struct Client {
            limit: u32,
        }

        impl Client {
            #[retry(
                max_attempts = self.limit,
                attempt_timeout = "1m",
                sleep = no_wait,
                when = |_| true,
                until = |value| *value < 100,
                span,
                attempt = attempt,
            )]
            async fn call(&mut self) -> Result<u32, Failure> {
                self.limit += attempt.number();
                $($body)*
            }
        }

        pub(super) async fn run() -> Outcome {
            outcome(Client { limit: 3 }.call().await)
        }
    };
}

shapes! {
    sync_and_async: [every_option]
    async_only: [every_async_option]
}

//! What is counted at a site: exact numbers of exact scenarios.

#[path = "support/register.rs"]
mod register;
mod support;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use allocation_counter::measure;
use reattempt::{Breaker, Budget, CancelHandle, Counts, Scope, StopReason, retry};
use register::{at_once, counts, errors, reasons};
use support::{Calls, Error, ms, secs};
use tokio::time::sleep;

#[test]
fn success_counts_nothing_and_allocates_nothing() {
    #[retry(name = "success")]
    fn call() -> Result<(), Error> {
        Ok(())
    }

    let info = measure(|| call().unwrap());
    assert_eq!(info.count_total, 0);
    assert_eq!(counts("success"), Counts::default());
    assert_eq!(counts("success").success_rate(), None);
    assert_eq!(counts("success").mean_delay(), None);
}

#[test]
fn a_first_error_that_is_not_retried_is_the_answer() {
    #[retry(name = "permanent")]
    fn permanent() -> Result<(), Error> {
        Err(Error::NotFound(1))
    }
    #[retry(name = "off")]
    fn off(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(name = "suppressed")]
    fn suppressed(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(name = "suppressing", max_attempts = 2, nested = "suppress")]
    fn suppressing(calls: &Calls) -> Result<(), Error> {
        suppressed(calls)
    }

    permanent().unwrap_err();
    let calls = Calls::default();
    Scope::new().off().run(|| off(&calls)).unwrap_err();
    at_once(|| suppressing(&calls)).unwrap_err();

    for name in ["permanent", "off", "suppressed"] {
        assert_eq!(counts(name), Counts::default(), "{name}");
    }
    assert_eq!(counts("suppressing").gave_up(), 1);
}

#[test]
fn recovered_after_two_failures() {
    #[retry(name = "recovered", backoff = ["10ms", "30ms"], jitter = "none", max_attempts = 4)]
    fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(2)
    }

    at_once(|| call(&Calls::default())).unwrap();

    let counts = counts("recovered");
    assert_eq!(counts.needed_retry(), 1);
    assert_eq!((counts.recovered(), counts.gave_up()), (1, 0));
    assert_eq!(counts.unfinished(), 0);
    assert_eq!(counts.retries(), 2);
    assert_eq!(counts.waited(), ms(40));
    assert_eq!(counts.mean_delay(), Some(ms(20)));
    assert_eq!(counts.success_rate(), Some(1.0));
    assert_eq!(errors(&counts).iter().map(|(_, n)| n).sum::<u64>(), 2);
}

#[test]
fn calls_add_up() {
    #[retry(name = "several", max_attempts = 3, backoff = ["1ms"], jitter = "none")]
    fn call(calls: &Calls, failures: u32) -> Result<u32, Error> {
        calls.succeed_after(failures)
    }

    for failures in [0, 1, 2, 3, 1] {
        let _ = at_once(|| call(&Calls::default(), failures));
    }

    let counts = counts("several");
    assert_eq!(counts.needed_retry(), 4);
    assert_eq!((counts.recovered(), counts.gave_up()), (3, 1));
    assert_eq!(counts.retries(), 1 + 2 + 2 + 1);
    assert_eq!(counts.waited(), ms(6));
    assert_eq!(counts.success_rate(), Some(0.75));
}

mod reasons_to_give_up {
    use super::*;

    static EMPTY: Budget = Budget::total(0);
    static ONE_AT_ONCE: Budget = Budget::builder().max_concurrent(1).build();
    static OPEN: Breaker = Breaker::new();

    #[retry(name = "attempts", max_attempts = 2)]
    fn attempts(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(name = "one attempt", max_attempts = 1)]
    fn one_attempt(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(name = "elapsed", max_attempts = 9, backoff = ["4s"], max_elapsed = "6s", jitter = "none")]
    fn elapsed(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(name = "permanent later")]
    fn permanent(calls: &Calls) -> Result<(), Error> {
        match calls.count() {
            1 => Err(Error::Io(1)),
            call => Err(Error::NotFound(call)),
        }
    }

    #[retry(name = "hint")]
    fn hint(calls: &Calls) -> Result<(), Error> {
        Err(Error::Throttled {
            call: calls.count(),
            wait: Some(secs(3600)),
        })
    }

    #[retry(name = "budget", budget = EMPTY)]
    fn budget(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(name = "concurrency", backoff = ["0s"], max_attempts = 2, budget = ONE_AT_ONCE)]
    fn concurrency(calls: &Calls) -> Result<(), Error> {
        if calls.count() == 2 {
            // Made while the call around it is being retried.
            concurrency(&Calls::default()).unwrap_err();
        }
        Err(Error::Io(1))
    }

    #[retry(name = "circuit open", breaker = OPEN)]
    fn circuit_open(calls: &Calls) -> io::Result<()> {
        calls.count();
        Err(io::ErrorKind::ConnectionReset.into())
    }

    #[test]
    fn each_is_counted_by_its_name() {
        let calls = Calls::default;
        at_once(|| attempts(&calls())).unwrap_err();
        at_once(|| one_attempt(&calls())).unwrap_err();
        at_once(|| elapsed(&calls())).unwrap_err();
        at_once(|| permanent(&calls())).unwrap_err();
        at_once(|| hint(&calls())).unwrap_err();
        at_once(|| budget(&calls())).unwrap_err();
        at_once(|| concurrency(&calls())).unwrap_err();

        // Site, needed a retry, retries, and the reasons.
        for (name, needed_retry, retries, expected) in [
            ("attempts", 1, 1, vec![("attempts", 1)]),
            ("one attempt", 1, 0, vec![("attempts", 1)]),
            ("elapsed", 1, 1, vec![("elapsed", 1)]),
            ("permanent later", 1, 1, vec![("permanent", 1)]),
            ("hint", 1, 0, vec![("hint", 1)]),
            ("budget", 1, 0, vec![("budget", 1)]),
            (
                "concurrency",
                2,
                1,
                vec![("attempts", 1), ("concurrency", 1)],
            ),
        ] {
            let counts = counts(name);
            assert_eq!(reasons(&counts), expected, "{name}");
            assert_eq!(counts.needed_retry(), needed_retry, "{name}");
            assert_eq!(counts.retries(), retries, "{name}");
            assert_eq!(counts.gave_up(), needed_retry, "{name}");
            assert_eq!(counts.success_rate(), Some(0.0), "{name}");
        }
        assert_eq!(
            counts("concurrency").gave_up_for(StopReason::Concurrency),
            1
        );
        assert_eq!(counts("concurrency").gave_up_for(StopReason::Budget), 0);
    }

    #[test]
    fn a_call_that_is_refused_at_once_needed_a_retry() {
        for _ in 0..2 {
            at_once(|| circuit_open(&Calls::default())).unwrap_err();
        }
        let before = counts("circuit open");
        let calls = Calls::default();
        at_once(|| circuit_open(&calls)).unwrap_err();
        let after = counts("circuit open");

        assert_eq!(calls.made(), 0);
        assert_eq!(after.needed_retry(), before.needed_retry() + 1);
        let refused = |counts: &Counts| counts.gave_up_for(StopReason::CircuitOpen);
        assert_eq!(refused(&after), refused(&before) + 1);
        assert_eq!(after.retries(), before.retries());
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_without_an_error_of_the_body() {
    #[retry(name = "none", max_attempts = 2)]
    async fn option() -> Option<u32> {
        None
    }
    #[retry(name = "until", max_attempts = 3, until = |&ready| ready)]
    async fn until() -> io::Result<bool> {
        Ok(false)
    }
    #[retry(name = "timeout", max_attempts = 2, attempt_timeout = "1s")]
    async fn timeout() -> io::Result<()> {
        sleep(secs(5)).await;
        Ok(())
    }

    assert_eq!(option().await, None);
    until().await.unwrap_err();
    timeout().await.unwrap_err();

    assert_eq!(errors(&counts("none")), [("None", 2)]);
    assert_eq!(errors(&counts("until")), [("Unsatisfied", 3)]);
    assert_eq!(errors(&counts("timeout")), [("AttemptTimeout", 2)]);
    for name in ["none", "until", "timeout"] {
        assert_eq!(reasons(&counts(name)), [("attempts", 1)], "{name}");
    }
}

#[test]
fn a_call_under_way_is_unfinished_until_it_ends() {
    #[retry(name = "under way", backoff = ["0s"])]
    async fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }

    let calls = Calls::default();
    let mut call = pin!(call(&calls));
    let mut context = Context::from_waker(Waker::noop());

    assert!(call.as_mut().poll(&mut context).is_pending());
    let during = counts("under way");
    assert_eq!((during.needed_retry(), during.unfinished()), (1, 1));
    assert_eq!((during.retries(), during.success_rate()), (1, None));

    assert_eq!(call.as_mut().poll(&mut context), Poll::Ready(Ok(2)));
    let after = counts("under way");
    assert_eq!((after.recovered(), after.unfinished()), (1, 0));
}

#[test]
fn a_call_under_way_that_is_switched_off_gives_up() {
    #[retry(name = "disabled", backoff = ["0s"])]
    async fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let calls = Calls::default();
    let mut call = pin!(call(&calls));
    let mut context = Context::from_waker(Waker::noop());

    assert!(call.as_mut().poll(&mut context).is_pending());
    let off = Scope::new().off();
    assert!(off.run(|| call.as_mut().poll(&mut context)).is_ready());
    assert_eq!(reasons(&counts("disabled")), [("disabled", 1)]);
}

#[test]
fn an_abandoned_call_stays_unfinished() {
    #[retry(name = "dropped", backoff = ["0s"])]
    async fn dropped(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(name = "panicked", backoff = ["0s"])]
    fn panicked(calls: &Calls) -> Result<(), Error> {
        match calls.count() {
            1 => Err(Error::Io(1)),
            _ => panic!("in the second attempt"),
        }
    }

    let calls = Calls::default();
    {
        let mut context = Context::from_waker(Waker::noop());
        assert!(pin!(dropped(&calls)).poll(&mut context).is_pending());
    }
    let calls = Calls::default();
    catch_unwind(AssertUnwindSafe(|| panicked(&calls))).unwrap_err();

    for name in ["dropped", "panicked"] {
        let counts = counts(name);
        assert_eq!(
            (counts.needed_retry(), counts.unfinished()),
            (1, 1),
            "{name}"
        );
        assert_eq!((counts.recovered(), counts.gave_up()), (0, 0), "{name}");
    }
}

#[test]
fn waits_of_centuries_do_not_overflow() {
    #[retry(
        name = "centuries",
        max_attempts = 4,
        backoff = [Duration::MAX],
        max_delay = Duration::MAX,
        jitter = "none",
    )]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    at_once(|| call(&Calls::default())).unwrap_err();

    let counts = counts("centuries");
    assert_eq!(counts.retries(), 3);
    assert_eq!(counts.waited(), Duration::from_nanos(u64::MAX));
    assert_eq!(
        counts.mean_delay(),
        Some(Duration::from_nanos(u64::MAX / 3))
    );
}

#[test]
fn an_attempt_before_a_cancelled_wait_counts_once() {
    #[retry(name = "cancelled", jitter = "none", sleep = |_| shutdown.cancel())]
    fn call(shutdown: &CancelHandle) -> Result<(), Error> {
        Err(Error::Io(1))
    }
    let shutdown = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&shutdown);
    scope.run(|| call(&shutdown)).unwrap_err();

    let counts = counts("cancelled");
    assert_eq!(reasons(&counts), [("cancelled", 1)]);
    assert_eq!(errors(&counts), [("register_counts::support::Error", 1)]);
    assert_eq!(counts.needed_retry(), 1);
}

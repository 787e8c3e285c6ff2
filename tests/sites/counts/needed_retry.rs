//! Calls that needed a retry, how long they waited, and calls that did not.

use std::time::Duration;

use allocation_counter::measure;

use super::*;

#[test]
fn a_success_counts_nothing_and_allocates_nothing() {
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
fn a_first_error_that_is_not_retried_counts_nothing() {
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
fn a_recovery_after_two_failures_is_counted_with_its_waits() {
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
fn counts_of_several_calls_add_up() {
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

#[test]
fn counted_waits_of_centuries_do_not_overflow() {
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

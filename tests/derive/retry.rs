//! What `#[derive(Classify)]` says is what `#[retry]` does.

use std::cell::{Cell, RefCell};
use std::io;
use std::time::Duration;

use crate::support::{StillClock, timed};
use reattempt::{Class, Classify, Event, StopReason, retry};

#[derive(Debug, thiserror::Error, Classify)]
enum FetchError {
    #[error("i/o: {0}")]
    #[classify(forward)]
    Io(#[from] io::Error),
    #[error("timed out")]
    #[classify(transient)]
    Timeout,
    #[error("slow down")]
    #[classify(throttled, after = wait)]
    Throttled { wait: Option<Duration> },
    #[error("no such page")]
    #[classify(permanent)]
    NotFound,
}

fn throttled(seconds: u64) -> FetchError {
    let wait = Some(Duration::from_secs(seconds));
    FetchError::Throttled { wait }
}

/// Counts the calls of a function that always fails with what `make` makes.
fn calls(make: fn() -> FetchError) -> u32 {
    #[retry]
    fn call(count: &Cell<u32>, make: fn() -> FetchError) -> Result<(), FetchError> {
        count.set(count.get() + 1);
        Err(make())
    }

    let count = Cell::new(0);
    let (result, waits) = timed(|| call(&count, make));
    assert!(result.is_err());
    assert_eq!(waits.len() + 1, count.get() as usize);
    count.get()
}

#[test]
fn the_derived_class_decides_on_a_retry() {
    assert_eq!(calls(|| FetchError::Timeout), 3);
    assert_eq!(calls(|| throttled(1)), 3);
    assert_eq!(calls(|| FetchError::NotFound), 1);
}

#[test]
fn a_forwarded_class_decides_on_a_retry() {
    assert_eq!(calls(|| io::ErrorKind::ConnectionReset.into_error()), 3);
    assert_eq!(calls(|| io::ErrorKind::ConnectionRefused.into_error()), 3);
    assert_eq!(calls(|| io::ErrorKind::NotFound.into_error()), 1);
}

trait IntoError {
    fn into_error(self) -> FetchError;
}

impl IntoError for io::ErrorKind {
    fn into_error(self) -> FetchError {
        io::Error::from(self).into()
    }
}

#[test]
fn a_permanent_error_after_others_ends_the_call() {
    #[retry(max_attempts = 10)]
    fn call(errors: &RefCell<Vec<FetchError>>) -> Result<(), FetchError> {
        errors.borrow_mut().pop().map_or(Ok(()), Err)
    }

    let errors = || vec![throttled(1), FetchError::NotFound, FetchError::Timeout];
    let (result, waits) = timed(|| call(&RefCell::new(errors())));
    assert!(matches!(result, Err(FetchError::NotFound)), "{result:?}");
    assert_eq!(waits.len(), 1);

    let recovering = || vec![throttled(1), FetchError::Timeout];
    let (result, waits) = timed(|| call(&RefCell::new(recovering())));
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(waits.len(), 2);
}

#[test]
fn the_derived_hint_draws_out_the_wait() {
    #[retry(max_attempts = 2, backoff = ["100ms"], jitter = "none")]
    fn call() -> Result<(), FetchError> {
        Err(throttled(7))
    }

    let (result, waits) = timed(call);
    assert!(matches!(result, Err(FetchError::Throttled { .. })));
    assert_eq!(waits, [Duration::from_secs(7)]);
}

#[test]
fn a_derived_hint_longer_than_max_delay_ends_the_call() {
    thread_local! {
        static REASON: Cell<Option<StopReason>> = const { Cell::new(None) };
    }

    fn report(event: &Event<'_, FetchError>) {
        if let Event::GaveUp(gave_up) = event {
            REASON.set(Some(gave_up.reason));
        }
    }

    #[retry(max_delay = "10s", on_event = report)]
    fn call() -> Result<(), FetchError> {
        Err(throttled(11))
    }

    let (result, waits) = timed(call);
    assert!(result.is_err());
    assert!(waits.is_empty(), "{waits:?}");
    assert_eq!(REASON.get(), Some(StopReason::Hint));
}

#[tokio::test]
async fn an_async_function_goes_by_the_derived_class_and_hint() {
    #[retry]
    async fn call(count: &Cell<u32>) -> Result<(), FetchError> {
        count.set(count.get() + 1);
        match count.get() {
            1 => Err(throttled(5)),
            2 => Err(FetchError::Timeout),
            _ => Err(FetchError::NotFound),
        }
    }

    let clock = StillClock::new();
    let count = Cell::new(0);
    let result = clock.scope().wrap(call(&count)).await;
    assert!(matches!(result, Err(FetchError::NotFound)), "{result:?}");
    assert_eq!(count.get(), 3);
    assert!(clock.waits()[0] >= Duration::from_secs(5));
}

#[test]
fn with_on_the_derived_class_is_not_asked_but_the_hint_is() {
    #[retry(max_attempts = 2, on = [NotFound, Throttled], jitter = "none")]
    fn call(make: fn() -> FetchError) -> Result<(), FetchError> {
        Err(make())
    }

    let (_, waits) = timed(|| call(|| FetchError::NotFound));
    assert_eq!(waits.len(), 1);
    let (_, waits) = timed(|| call(|| FetchError::Timeout));
    assert!(waits.is_empty(), "{waits:?}");
    let (_, waits) = timed(|| call(|| throttled(9)));
    assert!(waits[0] >= Duration::from_secs(9), "{waits:?}");
}

#[test]
fn a_body_may_look_at_the_derived_class_of_the_attempt_before() {
    #[retry(attempt = attempt)]
    fn call(seen: &RefCell<Vec<Option<Class>>>) -> Result<(), FetchError> {
        seen.borrow_mut().push(attempt.last_class());
        Err(if attempt.is_first() {
            throttled(1)
        } else {
            FetchError::Timeout
        })
    }

    let seen = RefCell::default();
    let (result, _) = timed(|| call(&seen));
    assert!(result.is_err());
    let classes = [None, Some(Class::Throttled), Some(Class::Transient)];
    assert_eq!(seen.into_inner(), classes);
}

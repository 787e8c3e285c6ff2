//! `attempt`: what the body can know of the attempt under way.

use crate::support::{Calls, Error, secs};
use reattempt::{Attempt, AttemptKey, Class, retry};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::sleep;

/// What each attempt knew.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    number: u32,
    max: Option<u32>,
    first: bool,
    last: bool,
    last_class: Option<Class>,
    elapsed: Duration,
}

#[derive(Default)]
struct Log {
    known: RefCell<Vec<Known>>,
    keys: RefCell<Vec<AttemptKey>>,
}

impl Log {
    fn note(&self, attempt: &Attempt<'_>) {
        self.known.borrow_mut().push(Known {
            number: attempt.number(),
            max: attempt.max(),
            first: attempt.is_first(),
            last: attempt.is_last(),
            last_class: attempt.last_class(),
            elapsed: attempt.elapsed(),
        });
        self.keys.borrow_mut().push(attempt.key());
    }
}

#[retry(max_attempts = 3, backoff = "fixed", jitter = "none", attempt = this)]
async fn three(log: &Log) -> Result<(), Error> {
    log.note(this);
    sleep(secs(10)).await;
    log.keys.borrow_mut().push(this.key());
    match this.number() {
        1 => Err(Error::Unsent(1)),
        number => Err(Error::Io(number)),
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_knows_its_number_limit_last_class_and_time() {
    let log = Log::default();
    assert_eq!(three(&log).await, Err(Error::Io(3)));
    let attempt = |number, last_class, elapsed| Known {
        number,
        max: Some(3),
        first: number == 1,
        last: number == 3,
        last_class,
        elapsed,
    };
    assert_eq!(
        *log.known.borrow(),
        [
            attempt(1, None, secs(0)),
            attempt(2, Some(Class::Unsent), secs(11)),
            attempt(3, Some(Class::Transient), secs(22)),
        ]
    );
}

#[retry(max_attempts = unlimited, backoff = "fixed", attempt = attempt)]
async fn unlimited(calls: &Calls) -> Result<u32, Error> {
    assert_eq!(attempt.max(), None);
    assert!(!attempt.is_last());
    assert_eq!(attempt.is_first(), attempt.number() == 1);
    calls.succeed_after(5)
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_no_attempt_is_the_last() {
    assert_eq!(unlimited(&Calls::default()).await, Ok(6));
}

#[retry(max_attempts = limit, backoff = ["0s"], attempt = attempt)]
fn run_time_limit(limit: u32, calls: &Calls) -> Result<u32, Error> {
    assert_eq!(attempt.max(), Some(limit));
    assert_eq!(attempt.is_last(), attempt.number() == limit);
    if attempt.is_last() {
        return Ok(attempt.number());
    }
    calls.fail()
}

#[test]
fn an_attempt_knows_that_it_is_the_last() {
    for limit in 1..5 {
        assert_eq!(run_time_limit(limit, &Calls::default()), Ok(limit));
    }
}

#[tokio::test(start_paused = true)]
async fn all_attempts_of_one_call_and_no_other_have_its_key() {
    let mut keys = BTreeSet::new();
    for _ in 0..100 {
        let log = Log::default();
        assert!(three(&log).await.is_err());
        let of_one_call = log.keys.into_inner();
        assert_eq!(of_one_call.len(), 6);
        assert_eq!(of_one_call, [of_one_call[0]; 6]);
        keys.insert(of_one_call[0]);
    }
    assert_eq!(keys.len(), 100);
}

#[retry(backoff = ["0s"], attempt = attempt)]
fn key_as_text(calls: &Calls) -> Result<String, Error> {
    if attempt.is_first() {
        return calls.fail();
    }
    Ok(attempt.key().to_string())
}

#[test]
fn the_key_of_a_call_is_a_text_of_32_hexadecimal_digits() {
    let key = key_as_text(&Calls::default()).expect("the second attempt");
    assert_eq!(key.len(), 32);
    assert!(key.bytes().all(|digit| digit.is_ascii_hexdigit()));
}

fn number(attempt: &Attempt<'_>) -> u32 {
    attempt.number()
}

#[retry(backoff = ["0s"], attempt = attempt)]
async fn passed_on(calls: &Calls) -> Result<u32, Error> {
    let later = async move { number(attempt) };
    calls.succeed_after(1)?;
    Ok(later.await)
}

#[tokio::test]
async fn an_attempt_can_be_passed_to_functions_and_blocks() {
    assert_eq!(passed_on(&Calls::default()).await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn an_attempt_knows_when_the_time_of_the_call_is_over() {
    #[retry(max_attempts = 9, max_elapsed = "10s", initial_delay = "1s", backoff = "fixed", jitter = "none",
        nested = "bounded", attempt = this)]
    async fn bounded(left: &RefCell<Vec<Option<Duration>>>) -> Result<(), Error> {
        left.borrow_mut().push(this.remaining());
        let remaining = this.remaining().expect("a limit");
        let end = tokio::time::Instant::now().into_std() + remaining;
        assert_eq!(this.deadline(), Some(end));
        inner(left).await
    }

    #[retry(max_attempts = 1, attempt = this)]
    async fn inner(left: &RefCell<Vec<Option<Duration>>>) -> Result<(), Error> {
        sleep(secs(3)).await;
        left.borrow_mut().push(this.remaining());
        Err(Error::Io(1))
    }

    #[retry(max_attempts = 1, attempt = this)]
    fn endless() -> Result<Option<Duration>, Error> {
        assert_eq!(this.deadline(), None);
        Ok(this.remaining())
    }

    let left = RefCell::default();
    assert!(bounded(&left).await.is_err());
    let seconds = |left: u64| Some(secs(left));
    let expected = [10, 7, 6, 3, 2, 0].map(seconds);
    assert_eq!(left.into_inner(), expected);
    assert_eq!(endless(), Ok(None));
}

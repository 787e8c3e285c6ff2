//! `min_delay`, `increment` and `throttled_delay` reach the policy.

use reattempt::{Class, Classify, retry};
use std::cell::RefCell;
use std::time::Duration;

#[derive(Debug)]
struct Throttled;

impl Classify for Throttled {
    fn classify(&self) -> Class {
        Class::Throttled
    }
}

const GROWTH: Duration = Duration::from_secs(3);

#[retry(
    max_attempts = 4,
    backoff = "linear",
    initial_delay = "1s",
    min_delay = "2s",
    increment = GROWTH,
    jitter = "none",
    sleep = |delay| waits.borrow_mut().push(delay.as_secs()),
    on = [_],
)]
fn grows(waits: &RefCell<Vec<u64>>) -> Result<(), ()> {
    Err(())
}

#[retry(
    throttled_delay = "9s",
    jitter = "none",
    sleep = |delay| waits.borrow_mut().push(delay.as_secs()),
)]
fn throttled(waits: &RefCell<Vec<u64>>) -> Result<(), Throttled> {
    Err(Throttled)
}

#[retry(
    max_attempts = 3,
    initial_delay = "0s",
    min_delay = floor,
    jitter = "full",
    sleep = |delay| waits.borrow_mut().push(delay.as_secs()),
    on = [_],
)]
fn floored(floor: Duration, waits: &RefCell<Vec<u64>>) -> Result<(), ()> {
    Err(())
}

fn main() {
    let waits = RefCell::new(Vec::new());
    assert!(grows(&waits).is_err());
    assert_eq!(waits.take(), [2, 4, 7]);
    assert!(throttled(&waits).is_err());
    assert_eq!(waits.take()[0], 9);
    assert!(floored(Duration::from_secs(5), &waits).is_err());
    assert_eq!(waits.take(), [5, 5]);
}

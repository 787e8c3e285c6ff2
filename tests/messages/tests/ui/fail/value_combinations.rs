//! What a `Retry` cannot have together.

use std::{io, time::Duration};

use reattempt::{Breaker, Policy, Retry};

const RETRY: Retry = Retry::new(Policy::new());

fn twice(first: &Breaker, second: &Breaker) {
    let _ = RETRY.when(|_: &io::Error| true).also(|_: &io::Error| true);
    let _ = RETRY.breaker(first).breaker(second);
    let _ = RETRY.sleep(|_| {}).sleep(|_| {});
}

fn a_sync_call_is_not_interrupted() {
    let retry = RETRY.attempt_timeout(Duration::from_secs(1)).with_retry_error();
    let _ = retry.call(|| Ok::<_, io::Error>(()));
}

fn what_has_no_place_in_a_loop(breaker: &Breaker) {
    let _ = RETRY.breaker(breaker).start();
}

fn main() {}

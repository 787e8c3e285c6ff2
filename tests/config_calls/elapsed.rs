//! The time for a whole call, set from outside.

use crate::support::secs;
use crate::{Turn, apply, reset};
use reattempt::test_util::VirtualClock;
use reattempt::{Scope, retry};
use std::cell::Cell;
use std::io;
use std::sync::Arc;

#[test]
fn a_configured_max_elapsed_counts_from_the_first_failure() {
    #[retry(name = "slow", max_attempts = unlimited, backoff = "fixed", jitter = "none")]
    fn slow(clock: &VirtualClock, calls: &Cell<u32>) -> io::Result<()> {
        calls.set(calls.get() + 1);
        clock.advance(secs(10));
        Err(reset())
    }

    let _turn = Turn::begin();
    apply("slow = { max_elapsed = 30 }");
    let (clock, calls) = (VirtualClock::new(), Cell::new(0));
    let scope = Scope::new().clock(Arc::new(clock.clone()));
    assert!(scope.run(|| slow(&clock, &calls)).is_err());
    // Failures 0, 11 and 22 s after the first one leave room for another second, the one after 33 s
    // does not.
    assert_eq!(calls.get(), 4);
}

#[test]
fn an_attempt_is_cut_to_what_is_left_of_a_configured_max_elapsed() {
    #[retry(
        name = "hanging",
        max_attempts = unlimited,
        attempt_timeout = "10s",
        backoff = "fixed",
        jitter = "none"
    )]
    async fn hanging() -> io::Result<()> {
        std::future::pending().await
    }

    let _turn = Turn::begin();
    apply("hanging = { max_elapsed = 15 }");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let elapsed = runtime.block_on(async {
        let start = tokio::time::Instant::now();
        hanging().await.unwrap_err();
        start.elapsed()
    });
    // The first attempt takes 10 s and is not counted. Then there are 1 s of waiting, 10 s of an attempt,
    // 1 s of waiting and 3 s that are left.
    assert_eq!(elapsed.as_secs(), 10 + 15);
}

//! Loops of the caller's own.

use crate::support::{Error, StillClock, at_once, secs};
use reattempt::test_util::Recorder;
use reattempt::{Budget, Decision, Jitter, Policy, Retry, StopReason};
use std::sync::Arc;

const POLICY: Policy = Policy::builder()
    .max_attempts(4)
    .jitter(Jitter::None)
    .build();

#[test]
fn it_waits_as_a_call_would_and_gives_the_error_back_at_the_end() {
    let (result, waits) = crate::support::timed(|| {
        let mut retry = POLICY.start();
        loop {
            if let Err(error) = retry.wait(Error::Io(retry.attempt())) {
                break error;
            }
        }
    });
    assert_eq!(result, Error::Io(4));
    assert_eq!(waits, [secs(1), secs(2), secs(4)]);
}

#[test]
fn a_permanent_error_comes_back_at_once() {
    let mut retry = POLICY.start();
    assert_eq!(retry.wait(Error::NotFound(1)), Err(Error::NotFound(1)));
}

#[test]
fn one_that_goes_on_after_its_end_starts_over() {
    let recorder = Recorder::new();
    let budget = Arc::new(Budget::builder().max_concurrent(1).build());
    recorder.scope().clock(StillClock::new()).run(|| {
        let retry = Retry::new(POLICY).name("over").budget(Arc::clone(&budget));
        let mut retry = retry.start();
        for _ in 0..2 {
            for attempt in 1..=3 {
                assert_eq!(retry.attempt(), attempt);
                assert_eq!(retry.wait(Error::Io(1)), Ok(()));
            }
            assert_eq!(retry.wait(Error::Io(2)), Err(Error::Io(2)));
            let other = Retry::new(POLICY).budget(Arc::clone(&budget));
            assert_eq!(
                other.start().wait(Error::Io(1)),
                Ok(()),
                "its place is free"
            );
            retry.reset_after(secs(0)); // which is no recovery
        }
    });
    let delays = [secs(1), secs(2), secs(4), secs(1)];
    assert_eq!(recorder.delays(), [delays, delays].concat());
    assert_eq!(recorder.reasons(), [StopReason::Attempts; 2]);
}

#[test]
fn a_session_that_lived_long_starts_over_and_a_short_one_does_not() {
    let clock = StillClock::new();
    let recorder = Recorder::new();
    let scope = recorder
        .scope()
        .clock(clock.clone() as Arc<dyn reattempt::Clock>);
    scope.run(|| {
        let mut retry = Retry::new(POLICY).name("session");
        let mut retry = {
            retry = retry.name("session");
            retry.start()
        };
        assert_eq!(retry.wait(Error::Io(1)), Ok(()));
        assert_eq!(retry.wait(Error::Io(2)), Ok(()));
        clock.pass(secs(59));
        assert!(!retry.reset_after(secs(60)), "not well for a minute yet");
        assert_eq!(retry.attempt(), 3);
        clock.pass(secs(1));
        assert!(retry.reset_after(secs(60)));
        assert_eq!((retry.attempt(), retry.elapsed()), (1, secs(0)));
        assert_eq!(retry.wait(Error::Io(1)), Ok(()));
    });
    assert_eq!(recorder.delays(), [secs(1), secs(2), secs(1)]);
}

#[test]
fn max_elapsed_counts_from_the_last_reset() {
    let clock = StillClock::new();
    let policy = POLICY
        .to_builder()
        .unlimited()
        .max_elapsed(secs(10))
        .build();
    clock.scope().run(|| {
        let mut retry = policy.start();
        clock.pass(secs(3600));
        assert!(retry.reset_after(secs(60)));
        assert_eq!(retry.wait(Error::Io(1)), Ok(()));
        assert_eq!(retry.wait(Error::Io(2)), Ok(()));
        assert_eq!(retry.wait(Error::Io(3)), Ok(()));
        assert_eq!(
            retry.wait(Error::Io(4)),
            Err(Error::Io(4)),
            "1 + 2 + 4 s are gone, 8 s are too long"
        );
    });
}

#[test]
fn the_caller_may_wait_by_itself() {
    let mut retry = POLICY.start();
    let decisions: Vec<Decision> = (1..=4)
        .map(|number| retry.next(&Error::Io(number)))
        .collect();
    let after = |after| Decision::Retry { after };
    assert_eq!(
        decisions,
        [
            after(secs(1)),
            after(secs(2)),
            after(secs(4)),
            Decision::Stop(StopReason::Attempts)
        ]
    );
}

#[test]
fn a_wait_of_the_callers_own_is_no_part_of_the_session() {
    let clock = StillClock::new();
    clock.scope().run(|| {
        let mut retry = POLICY.start();
        let Decision::Retry { after } = retry.next(&Error::Io(1)) else {
            panic!("there is another attempt");
        };
        clock.pass(after);
        assert!(!retry.reset_after(after), "no session has lived");
        clock.pass(after);
        assert!(retry.reset_after(after));
    });
}

#[test]
fn a_budget_is_paid_and_refunded() {
    let budget = Arc::new(Budget::builder().capacity(20).build());
    let retry = Retry::new(POLICY).budget(Arc::clone(&budget));
    at_once(|| {
        let mut ongoing = retry.start();
        assert_eq!(ongoing.wait(Error::Io(1)), Ok(()));
        assert_eq!(budget.tokens(), 6);
        ongoing.succeeded();
        assert_eq!(budget.tokens(), 20);
        assert_eq!(ongoing.wait(Error::Io(1)), Ok(()));
        assert_eq!(ongoing.wait(Error::Io(2)), Err(Error::Io(2)));
    });
}

#[tokio::test(start_paused = true)]
async fn it_waits_in_a_task() {
    let task = tokio::spawn(async {
        let begun = tokio::time::Instant::now();
        let mut retry = POLICY.start();
        while retry.wait_async(Error::Io(retry.attempt())).await.is_ok() {}
        begun.elapsed()
    });
    assert_eq!(task.await.unwrap(), secs(1 + 2 + 4));
}

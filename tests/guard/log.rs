//! What protection has to say in the attempt log.

use crate::support::lines::logged;
use crate::support::{Calls, Error};
use reattempt::{Breaker, Budget, retry};

#[test]
fn the_end_of_a_suppressed_call_is_logged_as_a_detail() {
    #[retry]
    fn inner(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
    #[retry(nested = "suppress", jitter = "none")]
    fn outer(calls: &Calls) -> Result<u32, Error> {
        inner(calls)
    }

    assert_eq!(
        logged(|| outer(&Calls::default())),
        [
            "DEBUG reattempt: not retried name=\"guard::log::inner\" reason=\"nested\" \
             class=\"transient\" error=\"call 1: i/o\"",
            "WARN reattempt: retrying name=\"guard::log::outer\" attempt=1 max_attempts=3 delay=1s \
             class=\"transient\" error=\"call 1: i/o\" elapsed=0ns",
            "INFO reattempt: recovered name=\"guard::log::outer\" attempts=2 elapsed=1s",
        ]
    );
}

#[test]
fn a_call_that_the_budget_refuses_a_retry_gives_up_for_it() {
    static BUDGET: Budget = Budget::total(0);

    #[retry(budget = BUDGET)]
    fn budgeted(calls: &Calls) -> Result<u32, Error> {
        calls.fail()
    }

    assert_eq!(
        logged(|| budgeted(&Calls::default())),
        [
            "ERROR reattempt: gave up name=\"guard::log::budgeted\" attempts=1 max_attempts=3 \
             reason=\"budget\" class=\"transient\" error=\"call 1: i/o\" elapsed=0ns"
        ]
    );
}

#[test]
fn a_call_that_the_breaker_refuses_an_attempt_gives_up_for_it() {
    static BREAKER: Breaker = Breaker::new();

    #[retry(breaker = BREAKER)]
    fn broken() -> Option<()> {
        Some(())
    }

    BREAKER.force_open();
    let lines = logged(broken);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].starts_with("ERROR reattempt: gave up "),
        "{lines:?}"
    );
    assert!(lines[0].contains(" reason=\"circuit_open\" "), "{lines:?}");
}

//! What protection has to say in the attempt log.

use crate::support::lines::logged;
use crate::support::{Calls, Error};
use reattempt::{Breaker, Budget, retry};

#[test]
fn the_end_of_a_suppressed_call_is_a_detail() {
    #[retry]
    fn inner(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }
    #[retry(nested = "suppress")]
    fn outer(calls: &Calls) -> Result<u32, Error> {
        inner(calls)
    }

    assert_eq!(
        logged(|| outer(&Calls::default())),
        [
            r#"DEBUG not retried "nested""#,
            "WARN retrying",
            "INFO recovered",
        ]
    );
}

#[test]
fn a_refusal_has_its_reason() {
    static BUDGET: Budget = Budget::total(0);
    static BREAKER: Breaker = Breaker::new();

    #[retry(budget = BUDGET)]
    fn budgeted(calls: &Calls) -> Result<u32, Error> {
        calls.fail()
    }
    #[retry(breaker = BREAKER)]
    fn broken() -> Option<()> {
        Some(())
    }

    let calls = Calls::default();
    assert_eq!(logged(|| budgeted(&calls)), [r#"ERROR gave up "budget""#]);
    BREAKER.force_open();
    assert_eq!(logged(broken), [r#"ERROR gave up "circuit_open""#]);
}

//! Budgets and breakers of one's own, for each value.

use crate::support::{Calls, Error, at_once, secs};
use reattempt::{Breaker, Budget, Interrupted, Policy, Retry, StopReason};
use std::sync::{Arc, LazyLock};

static BUDGET: Budget = Budget::builder().capacity(20).build();
static LATE: LazyLock<Budget> = LazyLock::new(|| Budget::builder().capacity(20).build());

#[test]
fn a_budget_is_paid_whatever_leads_to_it() {
    let retry = Retry::new(Policy::new()).with_retry_error();
    let shared = Arc::new(Budget::builder().capacity(20).build());
    let cases = [
        ("static", retry.clone().budget(&BUDGET)),
        ("Arc", retry.clone().budget(Arc::clone(&shared))),
        (
            "Option",
            retry
                .clone()
                .budget(Some(Arc::new(Budget::builder().capacity(20).build()))),
        ),
        ("LazyLock", retry.clone().budget(&LATE)),
    ];
    for (name, retry) in cases {
        let error = at_once(|| retry.call(|| Err::<(), _>(Error::Io(1)))).unwrap_err();
        assert_eq!(
            (error.attempts(), error.reason()),
            (2, StopReason::Budget),
            "{name}"
        );
    }
    assert_eq!(shared.tokens(), 6);
    let none = retry.budget(None::<Arc<Budget>>);
    let error = at_once(|| none.call(|| Err::<(), _>(Error::Io(1)))).unwrap_err();
    assert_eq!(error.reason(), StopReason::Attempts);
}

#[test]
fn two_instances_with_a_breaker_each_do_not_meet() {
    let breaker = || {
        Arc::new(
            Breaker::builder()
                .consecutive_failures(2)
                .open_for(secs(60))
                .build(),
        )
    };
    let retry = || {
        Retry::new(Policy::new())
            .breaker(breaker())
            .with_retry_error()
    };
    let (down, up) = (retry(), retry());
    at_once(|| {
        let error = down.call(|| Err::<(), _>(Error::Io(1))).unwrap_err();
        assert_eq!(error.reason(), StopReason::CircuitOpen);
        let calls = Calls::default();
        let error = down.call(|| calls.fail::<()>()).unwrap_err();
        assert!(matches!(
            error.interrupted(),
            Some(Interrupted::CircuitOpen { .. })
        ));
        assert_eq!(calls.made(), 0, "none is let through");
        assert_eq!(up.call(|| Ok::<_, Error>(1)).unwrap(), 1);
    });
}

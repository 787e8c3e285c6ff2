//! What is left in a budget.

use crate::support::{Calls, Error};
use crate::{counter, gauge, metrics, series};
use metrics::with_local_recorder;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use reattempt::{Budget, CancelHandle, Scope, retry};

#[test]
fn the_gauge_of_a_budget_is_set_as_it_is_used() {
    static BUDGET: Budget = Budget::new();

    #[retry(name = "shown", budget = BUDGET, backoff = ["0s"])]
    fn fetch(calls: &Calls, failures: u32) -> Result<u32, Error> {
        calls.succeed_after(failures)
    }

    let recorder = DebuggingRecorder::new();
    let tokens = |failures: u32| {
        with_local_recorder(&recorder, || fetch(&Calls::default(), failures)).ok();
        let shown = series(&recorder).remove("reattempt_budget_tokens{name=shown}");
        (shown, BUDGET.tokens())
    };

    assert_eq!(tokens(0), (None, 500));
    // Two retries, nothing back.
    assert_eq!(tokens(9), (Some(gauge(472.0)), 472));
    // One retry, given back.
    assert_eq!(tokens(1), (Some(gauge(472.0)), 472));
    // A success at once sets no gauge, and what is not set between two snapshots is zero there.
    assert_eq!(tokens(0), (Some(gauge(0.0)), 473));
    with_local_recorder(&recorder, reattempt::metrics::collect);
    assert_eq!(
        series(&recorder)["reattempt_budget_tokens{name=shown}"],
        gauge(473.0)
    );
}

#[test]
fn the_gauge_of_a_budget_is_set_when_a_retry_is_paid_for_or_refused() {
    static BUDGET: Budget = Budget::total(1);

    /// What is shown while the second attempt runs, and after the call.
    #[retry(name = "fetch", budget = BUDGET, backoff = ["0s"], on = [_])]
    fn fetch(recorder: &DebuggingRecorder, shown: &mut Vec<DebugValue>) -> Result<(), ()> {
        shown.extend(series(recorder).remove("reattempt_budget_tokens{name=fetch}"));
        Err(())
    }

    let recorder = DebuggingRecorder::new();
    let mut shown = Vec::new();
    let result = with_local_recorder(&recorder, || fetch(&recorder, &mut shown));
    assert_eq!(result, Err(()));
    assert_eq!(shown, [gauge(0.0)]);
    let metrics = series(&recorder);
    assert_eq!(
        metrics["reattempt_calls_total{name=fetch,outcome=budget}"],
        counter(1)
    );
}

#[test]
fn the_gauge_of_a_budget_is_set_when_a_cancelled_wait_gives_back() {
    static BUDGET: Budget = Budget::new();

    #[retry(name = "worker", budget = BUDGET, sleep = |_| shutdown.cancel())]
    fn work(shutdown: &CancelHandle) -> Result<(), Error> {
        Err(Error::Io(1))
    }
    let (recorder, shutdown) = (DebuggingRecorder::new(), CancelHandle::new());
    let call = || Scope::new().cancelled_by(&shutdown).run(|| work(&shutdown));
    with_local_recorder(&recorder, call).unwrap_err();
    assert_eq!(BUDGET.tokens(), 500);
    assert_eq!(
        series(&recorder)["reattempt_budget_tokens{name=worker}"],
        gauge(500.0)
    );
}

#[test]
fn the_gauge_of_a_shared_budget_is_set_for_each_function() {
    static BUDGET: Budget = Budget::new();

    #[retry(name = "read", budget = BUDGET)]
    fn read() -> Option<()> {
        None
    }
    #[retry(name = "write", budget = BUDGET)]
    fn write() -> Option<()> {
        None
    }
    let metrics = metrics(|| (read(), write()));
    for name in ["read", "write"] {
        let series = format!("reattempt_budget_tokens{{name={name}}}");
        assert_eq!(metrics[&series], gauge(444.0));
    }
}

/// One name would stand for many of them.
#[test]
fn the_guards_of_single_calls_are_not_shown() {
    use reattempt::__private::{Call, Failure, Guards, Site, SyncState};
    use reattempt::{Breaker, Policy};

    static SITE: Site = Site::without_policy("per instance", "");

    let (budget, breaker) = (Budget::new(), Breaker::builder().consecutive_failures(1));
    let breaker = breaker.build();
    let policy = Policy::builder().build();
    let call = Call {
        site: &SITE,
        policy: &policy,
        started: None,
    };
    let recorder = DebuggingRecorder::new();
    with_local_recorder(&recorder, || {
        let mut guards = Guards::new()
            .budget_in(Some(&budget))
            .breaker_in(Some(&breaker));
        guards.admit().unwrap();
        let mut failure = Failure::unsatisfied();
        let _ = SyncState::new().failed(&call, &mut failure, Some(&mut guards));
        reattempt::metrics::collect();
    });
    assert_eq!(budget.tokens(), 486);
    let metrics = series(&recorder);
    let shown: Vec<_> = metrics
        .keys()
        .filter(|series| series.contains("name=per instance"))
        .filter(|series| series.contains("budget_tokens") || series.contains("breaker_state"))
        .collect();
    assert!(shown.is_empty(), "{shown:?}");
    assert!(!metrics.is_empty(), "the attempt is counted");
}

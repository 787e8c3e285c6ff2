//! What can stand for a budget or a breaker.

use std::sync::{Arc, LazyLock};

use reattempt_runtime::__private::{
    BreakerHandle, BudgetHandle, Call, CallOutcome, Failure, Guards, Site, SyncState, Verdict,
};
use reattempt_runtime::Class::Transient;
use reattempt_runtime::Policy;
use reattempt_runtime::guard::{Breaker, BreakerState, Budget, CircuitBreaker};

const FAILURE: CallOutcome = CallOutcome::Failure(Transient);

/// The capacity of what it leads to.
fn capacity<H: BudgetHandle + ?Sized>(handle: &H) -> Option<u64> {
    handle.budget().map(Budget::capacity)
}

#[test]
fn whatever_leads_to_a_budget_stands_for_it() {
    static STATIC: LazyLock<Budget> = LazyLock::new(|| Budget::total(7));

    let owned = Budget::total(7);
    let shared = Arc::new(Budget::total(7));
    assert_eq!(capacity(&owned), Some(7));
    assert_eq!(capacity(&&owned), Some(7));
    assert_eq!(capacity(&shared), Some(7));
    assert_eq!(capacity(&Arc::clone(&shared)), Some(7));
    assert_eq!(capacity(&Box::new(Budget::total(7))), Some(7));
    assert_eq!(capacity(&STATIC), Some(7));
    assert_eq!(capacity(&&STATIC), Some(7));
    assert_eq!(capacity(&Some(&owned)), Some(7));
    assert_eq!(capacity(&Some(shared)), Some(7));
    assert_eq!(capacity(&&Some(&STATIC)), Some(7));
    assert_eq!(capacity(&None::<Arc<Budget>>), None);
}

/// The state of what it leads to.
fn state<H: BreakerHandle + ?Sized>(handle: &H) -> Option<BreakerState> {
    let breaker = handle.breaker()?.as_breaker();
    Some(breaker.expect("one of ours").state())
}

#[test]
fn whatever_leads_to_a_breaker_stands_for_it() {
    static STATIC: LazyLock<Breaker> = LazyLock::new(opened);

    fn opened() -> Breaker {
        let breaker = Breaker::new();
        breaker.force_open();
        breaker
    }

    let open = Some(BreakerState::ForcedOpen);
    let owned = opened();
    let shared = Arc::new(opened());
    let any: Arc<dyn CircuitBreaker> = Arc::new(opened());
    assert_eq!(state(&owned), open);
    assert_eq!(state(&&owned), open);
    assert_eq!(state(&(&owned as &dyn CircuitBreaker)), open);
    assert_eq!(state(&shared), open);
    assert_eq!(state(&&shared), open);
    assert_eq!(state(&Box::new(opened())), open);
    assert_eq!(state(&any), open);
    assert_eq!(state(&STATIC), open);
    assert_eq!(state(&&STATIC), open);
    assert_eq!(state(&Some(&owned)), open);
    assert_eq!(state(&Some(any)), open);
    assert_eq!(state(&&Some(Arc::clone(&shared))), open);
    assert_eq!(state(&Some(&STATIC)), open);
    assert_eq!(state(&None::<Arc<Breaker>>), None);
}

/// A call that fails once and then succeeds, by a budget and a breaker that end with it.
#[test]
fn guards_need_not_outlive_the_call() {
    static SITE: Site = Site::without_policy("guards", "");

    let budget = Arc::new(Budget::total(1));
    let breaker = Some(Arc::new(Breaker::builder().consecutive_failures(2).build()));
    let policy = Policy::builder().build();
    let call = Call {
        site: &SITE,
        policy: &policy,
        started: None,
    };
    let failure = Failure::unsatisfied;
    let fail = |guards: &mut Guards<'_>| {
        guards.admit().unwrap();
        SyncState::new().failed(&call, &mut failure(), Some(guards))
    };

    let mut guards = Guards::new()
        .budget_in(budget.budget())
        .breaker_in(breaker.breaker());
    assert_eq!(fail(&mut guards), Verdict::Retry);
    assert_eq!(budget.retrying(), 1);
    assert_eq!(budget.tokens(), 0);
    guards.admit().unwrap();
    guards.succeeded();
    assert_eq!(budget.retrying(), 0);

    let mut guards = Guards::new()
        .budget_in(budget.budget())
        .breaker_in(breaker.breaker());
    assert!(
        matches!(fail(&mut guards), Verdict::Stop(_)),
        "no token is left"
    );
    guards.admit().unwrap();
    guards.settle(FAILURE);
    assert!(guards.admit().is_err(), "the second failure in a row");
}

#[test]
fn no_handle_is_no_guard() {
    let mut guards = Guards::new()
        .budget_in(None::<&Budget>.budget())
        .breaker_in(None::<&Breaker>.breaker());
    assert_eq!(guards.admit(), Ok(()));
    guards.succeeded();
}

//! Options whose values are the instance's: fields, arguments, what a function returns.

use crate::support::{Calls, Error, at_once, ms, secs, timed};
use reattempt::{
    Breaker, Budget, Interrupted, Jitter, Nested, Policy, RetryError, StopReason, Strategy, retry,
};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

struct Tenant {
    policy: Policy,
    budget: Budget,
    breaker: Option<Arc<Breaker>>,
    strategy: Strategy,
    jitter: Jitter,
    fraction: f64,
    limit: Option<Duration>,
    nested: Nested,
}

fn tenant() -> Tenant {
    Tenant {
        policy: Policy::builder()
            .max_attempts(4)
            .jitter(Jitter::None)
            .build(),
        budget: Budget::builder().capacity(20).build(),
        breaker: None,
        strategy: Strategy::Fixed,
        jitter: Jitter::None,
        fraction: 0.0,
        limit: None,
        nested: Nested::Allow,
    }
}

fn end<T>(result: Result<T, RetryError<Error>>) -> (u32, StopReason) {
    let error = result.err().expect("a failure");
    (error.attempts(), error.reason())
}

impl Tenant {
    #[retry(policy = self.policy)]
    fn by_policy(&self, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(policy = self.policy, budget = self.budget)]
    fn paid(&self, calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    #[retry(policy = self.policy, breaker = self.breaker)]
    fn guarded(&self, calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    #[retry(policy = self.policy, breaker = self.breaker.clone(), budget = Arc::clone(budget))]
    async fn guarded_async(
        &mut self,
        budget: &Arc<Budget>,
        calls: &Calls,
    ) -> Result<(), RetryError<Error>> {
        self.fraction += 1.0;
        calls.fail()
    }

    #[retry(max_attempts = 4, backoff = self.strategy, jitter = self.jitter)]
    fn by_parts(&self, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(max_attempts = 3, backoff = strategy, jitter = self.fraction)]
    fn by_arguments(&self, strategy: Strategy, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(max_attempts = 2, backoff = ["0s"], attempt_timeout = self.limit)]
    async fn limited(&self) -> Result<(), RetryError<Error>> {
        tokio::time::sleep(secs(1)).await;
        Ok(())
    }

    #[retry(max_attempts = 2, backoff = ["0s"], nested = self.nested)]
    fn outer(&self, calls: &Calls) -> Result<(), Error> {
        inner(calls)
    }
}

#[retry(max_attempts = 3, backoff = ["0s"])]
fn inner(calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[test]
fn a_policy_of_the_instance_counts() {
    let calls = Calls::default();
    let (result, waits) = timed(|| tenant().by_policy(&calls));
    assert_eq!(result, Err(Error::Io(4)));
    assert_eq!(waits, [secs(1), secs(2), secs(4)]);
}

#[test]
fn a_policy_is_found_behind_whatever_leads_to_it() {
    static LATE: LazyLock<Policy> = LazyLock::new(|| {
        Policy::builder()
            .max_attempts(2)
            .initial_delay(ms(0))
            .build()
    });

    #[retry(policy = shared)]
    fn optional(shared: Option<&Policy>, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(policy = shared)]
    fn shared(shared: &Arc<Policy>, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    #[retry(policy = *LATE)]
    fn late(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let two = Policy::builder().max_attempts(2).build();
    at_once(|| {
        assert_eq!(optional(Some(&two), &Calls::default()), Err(Error::Io(2)));
        assert_eq!(optional(None, &Calls::default()), Err(Error::Io(3)));
        assert_eq!(shared(&Arc::new(two), &Calls::default()), Err(Error::Io(2)));
        assert_eq!(late(&Calls::default()), Err(Error::Io(2)));
    });
}

#[test]
fn each_instance_pays_from_its_own_budget() {
    let (one, other) = (tenant(), tenant());
    at_once(|| {
        assert_eq!(end(one.paid(&Calls::default())), (2, StopReason::Budget));
        assert_eq!(end(one.paid(&Calls::default())), (1, StopReason::Budget));
        assert_eq!(end(other.paid(&Calls::default())), (2, StopReason::Budget));
    });
    assert_eq!((one.budget.tokens(), other.budget.tokens()), (6, 6));
}

#[test]
fn each_instance_has_its_own_breaker_or_none() {
    let breaker = || {
        let breaker = Breaker::builder()
            .consecutive_failures(2)
            .open_for(secs(90));
        Some(Arc::new(breaker.build()))
    };
    let down = Tenant {
        breaker: breaker(),
        ..tenant()
    };
    let other = Tenant {
        breaker: breaker(),
        ..tenant()
    };
    at_once(|| {
        assert_eq!(
            end(down.guarded(&Calls::default())).1,
            StopReason::CircuitOpen
        );
        let calls = Calls::default();
        assert_eq!(end(down.guarded(&calls)).1, StopReason::CircuitOpen);
        assert_eq!(calls.made(), 0);
        let calls = Calls::default();
        assert_eq!(end(other.guarded(&calls)).1, StopReason::CircuitOpen);
        assert_eq!(calls.made(), 2, "it had not heard of the other's failures");
        assert_eq!(
            end(tenant().guarded(&Calls::default())),
            (4, StopReason::Attempts)
        );
    });
}

#[tokio::test(start_paused = true)]
async fn a_clone_of_a_handle_leaves_the_instance_to_the_body() {
    let mut tenant = tenant();
    let budget = Arc::new(Budget::builder().capacity(20).build());
    let result = tenant.guarded_async(&budget, &Calls::default()).await;
    assert_eq!(end(result), (2, StopReason::Budget));
    assert_eq!(budget.tokens(), 6);
}

#[test]
fn strategy_and_jitter_are_values() {
    let mut tenant = tenant();
    let waits = |tenant: &Tenant| timed(|| tenant.by_parts(&Calls::default())).1;
    assert_eq!(waits(&tenant), [secs(1); 3]);
    tenant.strategy = Strategy::Fibonacci;
    assert_eq!(waits(&tenant), [secs(1), secs(1), secs(2)]);
    tenant.jitter = Jitter::Full;
    assert!(waits(&tenant).iter().all(|wait| *wait <= secs(2)));
    let linear = timed(|| tenant.by_arguments(Strategy::Linear, &Calls::default())).1;
    assert_eq!(linear, [secs(1), secs(2)]);
}

#[tokio::test(start_paused = true)]
async fn a_limit_may_be_none() {
    let mut tenant = tenant();
    assert!(tenant.limited().await.is_ok());
    tenant.limit = Some(ms(100));
    let error = tenant.limited().await.unwrap_err();
    assert!(matches!(
        error.interrupted(),
        Some(Interrupted::AttemptTimeout { .. })
    ));
}

#[test]
fn what_a_call_means_for_those_inside_may_be_decided_when_it_begins() {
    let attempts = |nested| {
        let calls = Calls::default();
        let tenant = Tenant { nested, ..tenant() };
        assert!(at_once(|| tenant.outer(&calls)).is_err());
        calls.made()
    };
    assert_eq!(attempts(Nested::Allow), 6);
    assert_eq!(attempts(Nested::Suppress), 2);
}

//! What the adaptive backoff buys over a plain exponential one, and when it does not.

use std::collections::BTreeMap;

use crate::support::{Chance, at};
use reattempt_runtime::guard::{Adaptive, Budget};
use reattempt_runtime::{Backoff, Class, Policy, Strategy};

/// Ten steps a second.
const STEPS: f64 = 10.0;
const MAX_ATTEMPTS: u32 = 4;

/// A service, as its callers see it.
struct Service {
    /// First attempts in a step.
    calls: usize,
    /// What it can serve in a step. Of more it serves less: the square of this by the load, because
    /// it works on requests that are no longer waited for.
    capacity: f64,
    /// Fails all, from and to these seconds.
    outage: std::ops::Range<f64>,
    /// Of requests that it could serve.
    failure_rate: f64,
    /// For how long calls are made.
    secs: f64,
}

/// What came of it, a call.
#[derive(Debug, Default)]
struct Seen {
    succeeded: f64,
    attempts: f64,
    /// Seconds.
    waited: f64,
    /// For how many seconds after the outage, all told, the service was asked for more than it
    /// can serve. Not divided by the calls.
    overloaded: f64,
}

/// How the callers retry.
struct Callers<'a> {
    policy: Policy,
    backoff: Option<&'a Adaptive>,
    budget: Option<&'a Budget>,
}

const PLAIN: Callers<'_> = Callers {
    policy: Policy::new(),
    backoff: None,
    budget: None,
};

fn adaptive(backoff: &'static Adaptive) -> Callers<'static> {
    Callers {
        policy: Policy::builder().backoff(Strategy::Custom(backoff)).build(),
        backoff: Some(backoff),
        budget: None,
    }
}

impl Callers<'_> {
    fn succeeded(&self, attempt: u32) {
        if let Some(backoff) = self.backoff {
            backoff.succeeded();
        }
        if let (1, Some(budget)) = (attempt, self.budget) {
            budget.succeeded();
        }
    }

    /// The delay before the next attempt, in seconds.
    fn failed(&self, attempt: u32, secs: f64, chance: &Chance) -> Option<f64> {
        let may_retry = attempt < MAX_ATTEMPTS
            && self
                .budget
                .is_none_or(|budget| budget.withdraw(Class::Transient, at(secs)).is_ok());
        let delay = may_retry.then(|| {
            let range = self.policy.delay_range(attempt);
            let (low, high) = (range.start().as_secs_f64(), range.end().as_secs_f64());
            low + chance.fraction() * (high - low)
        });
        if let Some(backoff) = self.backoff {
            backoff.failed(Class::Transient);
        }
        delay
    }
}

/// Makes calls for as long as the service is said to be observed, and then lets the last ones end.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "small numbers"
)]
fn simulate(service: &Service, callers: &Callers<'_>) -> Seen {
    let chance = Chance::seeded(3);
    let mut seen = Seen::default();
    let mut retries: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let steps = (service.secs * STEPS) as u64;
    for step in 0.. {
        let mut attempts = retries.remove(&step).unwrap_or_default();
        if step < steps {
            attempts.resize(attempts.len() + service.calls, 1);
        } else if retries.is_empty() {
            break;
        }
        let secs = step as f64 / STEPS;
        let load = attempts.len() as f64 / service.capacity;
        if load > 1.0 && secs >= service.outage.end {
            seen.overloaded += 1.0 / STEPS;
        }
        let served = if service.outage.contains(&secs) {
            0.0
        } else {
            load.max(1.0).powi(-2) * (1.0 - service.failure_rate)
        };
        for attempt in attempts {
            seen.attempts += 1.0;
            if chance.happens(served) {
                callers.succeeded(attempt);
                seen.succeeded += 1.0;
            } else if let Some(delay) = callers.failed(attempt, secs, &chance) {
                seen.waited += delay;
                let due = step + 1 + (delay * STEPS) as u64;
                retries.entry(due).or_default().push(attempt + 1);
            }
        }
    }
    let calls = steps as f64 * service.calls as f64;
    Seen {
        succeeded: seen.succeeded / calls,
        attempts: seen.attempts / calls,
        waited: seen.waited / calls,
        ..seen
    }
}

/// At this share of its capacity, and down for so long.
fn down(calls: usize, outage: f64) -> Service {
    Service {
        calls,
        capacity: 10.0,
        outage: 20.0..20.0 + outage,
        failure_rate: 0.0,
        secs: 900.0,
    }
}

const SHORT: f64 = 10.0;
const LONG: f64 = 300.0;

/// The retries of a short outage come when it is over, and do not come all at once.
#[test]
fn calls_with_an_adaptive_backoff_live_through_a_short_outage() {
    static BACKOFF: Adaptive = Adaptive::new();
    let service = down(6, SHORT);
    let (plain, adaptive) = (
        simulate(&service, &PLAIN),
        simulate(&service, &adaptive(&BACKOFF)),
    );
    assert!(plain.succeeded < 0.995, "{plain:?}");
    assert!((adaptive.succeeded - 1.0).abs() < 1e-9, "{adaptive:?}");
    assert!(
        adaptive.attempts - 1.0 < 0.5 * (plain.attempts - 1.0),
        "{adaptive:?}, {plain:?}"
    );
    assert!(plain.overloaded > 5.0, "{plain:?}");
    assert!(adaptive.overloaded < 5.0, "{adaptive:?}");
}

/// A service at four fifths of what it can serve: the retries of ten bad seconds keep it down for
/// good with a plain backoff.
#[test]
fn an_adaptive_backoff_does_not_keep_a_service_down() {
    static BACKOFF: Adaptive = Adaptive::new();
    let service = down(8, SHORT);
    let (plain, adaptive) = (
        simulate(&service, &PLAIN),
        simulate(&service, &adaptive(&BACKOFF)),
    );
    assert!(plain.succeeded < 0.6, "{plain:?}");
    assert!(plain.overloaded > 860.0, "{plain:?}");
    assert!(adaptive.succeeded > 0.999, "{adaptive:?}");
    assert!(adaptive.overloaded < 60.0, "{adaptive:?}");
}

/// No delay outlasts the outage, so as many retries are made, and more of them are left for when it
/// is over: here that keeps down what would have recovered. A budget does not let it come to that.
#[test]
fn in_a_long_outage_an_adaptive_backoff_needs_a_budget() {
    static ALONE: Adaptive = Adaptive::new();
    static WITH_BUDGET: Adaptive = Adaptive::new();
    let service = down(7, LONG);
    let plain = simulate(&service, &PLAIN);
    assert!(plain.overloaded < 60.0, "{plain:?}");
    let alone = simulate(&service, &adaptive(&ALONE));
    assert!(alone.attempts > plain.attempts, "{alone:?}, {plain:?}");
    assert!(alone.overloaded > 500.0, "{alone:?}");

    let budget = Budget::new();
    let both = Callers {
        budget: Some(&budget),
        ..adaptive(&WITH_BUDGET)
    };
    let both = simulate(&service, &both);
    assert!(both.attempts < 1.001, "{both:?}");
    assert!(both.overloaded < 0.05, "{both:?}");
}

/// Failures that have nothing to do with load: rare ones cost little more waiting, frequent ones a
/// lot, and no call is better off.
#[test]
fn an_adaptive_backoff_gains_nothing_on_independent_failures() {
    for (failure_rate, times_the_wait) in [
        (0.01, 1.05),
        (0.05, 1.25),
        (0.1, 2.5),
        (0.2, 50.0),
        (0.5, 50.0),
    ] {
        let backoff = Box::leak(Box::new(Adaptive::new()));
        let service = Service {
            calls: 5,
            capacity: 1e3,
            outage: 0.0..0.0,
            failure_rate,
            secs: 900.0,
        };
        let (plain, adaptive) = (
            simulate(&service, &PLAIN),
            simulate(&service, &adaptive(backoff)),
        );
        assert!(
            (plain.succeeded - adaptive.succeeded).abs() < 0.005,
            "{failure_rate}: {plain:?}, {adaptive:?}"
        );
        assert!(
            (plain.attempts - adaptive.attempts).abs() < 0.01,
            "{failure_rate}: {plain:?}, {adaptive:?}"
        );
        assert!(
            adaptive.waited < times_the_wait * plain.waited,
            "{failure_rate}: {plain:?}, {adaptive:?}"
        );
    }
}

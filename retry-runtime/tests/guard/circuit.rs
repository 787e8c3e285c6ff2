//! Other people's circuit breakers behind the same seam.

use std::io::{self, ErrorKind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use failsafe::failure_policy::{ConsecutiveFailures, consecutive_failures};
use failsafe::{Config, StateMachine, backoff};
use reattempt_runtime::Class;
use reattempt_runtime::guard::{CallOutcome, CircuitBreaker, OpenFor, Permit, Ticket};

const OPEN: Duration = Duration::from_secs(3600);

/// The breaker of the crate `failsafe`, which does not say how long it stays open.
struct Failsafe(StateMachine<ConsecutiveFailures<backoff::Constant>, ()>);

impl CircuitBreaker for Failsafe {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        if self.0.is_call_permitted() {
            Ok(Ticket::default())
        } else {
            Err(OpenFor(OPEN))
        }
    }

    fn settle(&self, _ticket: Ticket, outcome: CallOutcome) {
        match outcome {
            CallOutcome::Success => self.0.on_success(),
            CallOutcome::Failure(Class::Permanent) => {}
            _ => self.0.on_error(),
        }
    }
}

static FAILSAFE: LazyLock<Failsafe> = LazyLock::new(|| {
    let policy = consecutive_failures(2, backoff::constant(OPEN));
    Failsafe(Config::new().failure_policy(policy).instrument(()).build())
});

#[test]
fn the_breaker_of_failsafe_can_stand_in_for_the_crates_own() {
    let call = |outcome| Permit::request(&*FAILSAFE).map(|permit| permit.settle(outcome));
    call(CallOutcome::Success).unwrap();
    call(CallOutcome::Failure(Class::Transient)).unwrap();
    call(CallOutcome::Failure(Class::Permanent)).unwrap();
    drop(Permit::request(&FAILSAFE as &LazyLock<_>).unwrap());
    call(CallOutcome::Failure(Class::Throttled)).unwrap();
    assert_eq!(call(CallOutcome::Success), Err(OpenFor(OPEN)));
}

/// A breaker that only counts.
#[derive(Default)]
struct Counts {
    settled: AtomicU32,
    abandoned: AtomicU32,
}

impl CircuitBreaker for Counts {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        Ok(Ticket(7))
    }

    fn settle(&self, ticket: Ticket, _outcome: CallOutcome) {
        assert_eq!(ticket, Ticket(7));
        self.settled.fetch_add(1, Ordering::Relaxed);
    }

    fn abandon(&self, ticket: Ticket) {
        assert_eq!(ticket, Ticket(7));
        self.abandoned.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_breaker_may_be_chosen_at_run_time() {
    let counts = Arc::new(Counts::default());
    let breaker: Arc<dyn CircuitBreaker> = counts.clone();
    Permit::request(&*breaker)
        .unwrap()
        .settle(CallOutcome::Success);
    drop(Permit::request(&breaker).unwrap());
    assert_eq!(counts.settled.load(Ordering::Relaxed), 1);
    assert_eq!(counts.abandoned.load(Ordering::Relaxed), 1);
}

#[test]
fn the_outcome_of_a_result_is_that_of_its_error() {
    let of = |kind: ErrorKind| CallOutcome::of(&Err::<(), _>(io::Error::from(kind)));

    assert_eq!(
        CallOutcome::of(&Ok::<_, io::Error>(1)),
        CallOutcome::Success
    );
    assert_eq!(
        of(ErrorKind::ConnectionRefused),
        CallOutcome::Failure(Class::Unsent)
    );
    assert_eq!(
        of(ErrorKind::ConnectionReset),
        CallOutcome::Failure(Class::Transient)
    );
    assert_eq!(
        of(ErrorKind::NotFound),
        CallOutcome::Failure(Class::Permanent)
    );
}

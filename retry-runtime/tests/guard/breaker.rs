//! The circuit breaker: its rules, one by one.

use std::panic::{AssertUnwindSafe, RefUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::Duration;

use crate::support::at;
use reattempt_runtime::Class;
use reattempt_runtime::guard::{
    Breaker, BreakerBuilder, BreakerChange, BreakerError, BreakerState, BreakerWindow, CallOutcome,
    OpenFor, PermanentErrors, Permit,
};

const FAILURE: CallOutcome = CallOutcome::Failure(Class::Transient);
const PERMANENT: CallOutcome = CallOutcome::Failure(Class::Permanent);

fn streak(failures: u32) -> BreakerBuilder {
    Breaker::builder().consecutive_failures(failures)
}

fn call(breaker: &Breaker, outcome: CallOutcome, secs: f64) {
    let permit = breaker.permit_at(at(secs)).unwrap();
    permit.settle_at(outcome, at(secs));
}

fn remaining(breaker: &Breaker, secs: f64) -> Duration {
    let OpenFor(remaining) = breaker.permit_at(at(secs)).unwrap_err();
    remaining
}

fn shared<T: Send + Sync + RefUnwindSafe>(_: &T) {}

#[test]
fn a_breaker_lives_in_a_static() {
    static BREAKER: Breaker = Breaker::new();
    shared(&BREAKER);
    assert_eq!(BREAKER.state(), BreakerState::Closed);
    assert_eq!(BREAKER.remaining(), None);
    assert!(std::mem::size_of::<Permit<'_>>() <= 16);
}

#[test]
fn by_default_a_breaker_opens_for_thirty_seconds_after_five_failures() {
    let breaker = Breaker::new();
    (0..4).for_each(|_| call(&breaker, FAILURE, 0.0));
    call(&breaker, CallOutcome::Success, 0.0);
    (0..4).for_each(|_| call(&breaker, FAILURE, 1.0));
    assert_eq!(breaker.state(), BreakerState::Closed);
    call(&breaker, FAILURE, 2.0);
    assert_eq!(breaker.state(), BreakerState::Open);
    assert_eq!(remaining(&breaker, 12.0), Duration::from_secs(20));
    assert_eq!(
        breaker.remaining_at(at(12.0)),
        Some(Duration::from_secs(20))
    );

    let probe = breaker.permit_at(at(32.0)).unwrap();
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    assert_eq!(
        remaining(&breaker, 33.0),
        Duration::from_secs(29),
        "its lease"
    );
    probe.settle_at(CallOutcome::Success, at(34.0));
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn a_failing_probe_opens_the_breaker_for_the_whole_time_again() {
    let breaker = streak(1).build();
    call(&breaker, FAILURE, 0.0);
    call(&breaker, FAILURE, 30.0);
    assert_eq!(remaining(&breaker, 30.0), Duration::from_secs(30));
}

#[test]
fn one_failing_probe_of_several_opens_the_breaker_again() {
    let breaker = streak(1).probes(3).build();
    call(&breaker, FAILURE, 0.0);
    call(&breaker, CallOutcome::Success, 30.0);
    let (second, third) = (breaker.permit_at(at(30.0)), breaker.permit_at(at(30.0)));
    assert!(breaker.permit_at(at(30.0)).is_err(), "three in all");
    second.unwrap().settle_at(CallOutcome::Success, at(31.0));
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    third.unwrap().settle_at(FAILURE, at(31.0));
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[test]
fn a_probe_of_a_breaker_that_never_ends_loses_its_place() {
    let breaker = streak(1).lease(Duration::from_secs(5)).build();
    call(&breaker, FAILURE, 0.0);
    let stuck = breaker.permit_at(at(30.0)).unwrap();
    assert_eq!(remaining(&breaker, 32.0), Duration::from_secs(3));
    let next = breaker.permit_at(at(35.0)).unwrap();
    stuck.settle_at(FAILURE, at(36.0));
    assert_eq!(breaker.state(), BreakerState::HalfOpen, "it came too late");
    next.settle_at(CallOutcome::Success, at(36.0));
    assert_eq!(breaker.state(), BreakerState::Closed);

    // As long as nobody has taken the place, it still counts.
    call(&breaker, FAILURE, 40.0);
    let slow = breaker.permit_at(at(70.0)).unwrap();
    slow.settle_at(CallOutcome::Success, at(99.0));
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn a_breaker_counts_a_dropped_permit_as_neither_success_nor_failure() {
    let breaker = streak(2).build();
    call(&breaker, FAILURE, 0.0);
    drop(breaker.permit_at(at(0.0)));
    call(&breaker, FAILURE, 0.0);
    assert_eq!(
        breaker.state(),
        BreakerState::Open,
        "it has not ended the streak"
    );

    drop(breaker.permit_at(at(30.0)).unwrap());
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    call(&breaker, CallOutcome::Success, 30.0);
    assert_eq!(breaker.state(), BreakerState::Closed, "its place was free");
}

#[test]
fn a_breaker_counts_a_panic_as_a_failure() {
    let breaker = streak(1).build();
    let panics = catch_unwind(AssertUnwindSafe(|| {
        let _permit = breaker.permit().unwrap();
        panic!("in the body");
    }));
    assert!(panics.is_err());
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[test]
fn a_breaker_does_not_count_a_call_from_a_state_that_is_over() {
    let breaker = streak(1).build();
    let slow = [FAILURE, CallOutcome::Success, FAILURE].map(|outcome| {
        let permit = breaker.permit_at(at(0.0)).unwrap();
        (permit, outcome)
    });
    call(&breaker, FAILURE, 0.0);
    let [in_open, in_half_open, in_closed] = slow;
    in_open.0.settle_at(in_open.1, at(20.0));
    assert_eq!(
        remaining(&breaker, 20.0),
        Duration::from_secs(10),
        "not extended"
    );
    let probe = breaker.permit_at(at(30.0)).unwrap();
    in_half_open.0.settle_at(in_half_open.1, at(30.0));
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    probe.settle_at(CallOutcome::Success, at(30.0));
    in_closed.0.settle_at(in_closed.1, at(31.0));
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn a_breaker_counts_permanent_errors_as_asked() {
    let after = |treatment| {
        let breaker = streak(2).permanent_errors(treatment).build();
        call(&breaker, FAILURE, 0.0);
        call(&breaker, PERMANENT, 0.0);
        if breaker.state() == BreakerState::Open {
            return "a failure";
        }
        call(&breaker, FAILURE, 0.0);
        match breaker.state() {
            BreakerState::Open => "nothing",
            _ => "a success",
        }
    };
    assert_eq!(after(PermanentErrors::default()), "nothing");
    assert_eq!(after(PermanentErrors::Successes), "a success");
    assert_eq!(after(PermanentErrors::Failures), "a failure");

    let breaker = streak(1).build();
    call(&breaker, FAILURE, 0.0);
    call(&breaker, PERMANENT, 30.0);
    assert_eq!(breaker.state(), BreakerState::HalfOpen);
    call(&breaker, CallOutcome::Success, 30.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn a_breaker_can_be_forced_and_reset() {
    let breaker = streak(1).build();
    breaker.force_closed();
    (0..9).for_each(|_| call(&breaker, FAILURE, 0.0));
    assert_eq!(breaker.state(), BreakerState::ForcedClosed);
    breaker.force_open();
    assert_eq!(remaining(&breaker, 1e9), Duration::MAX);
    breaker.reset();
    call(&breaker, FAILURE, 0.0);
    assert_eq!(breaker.state(), BreakerState::Open);
    breaker.reset();
    call(&breaker, CallOutcome::Success, 0.0);
    assert_eq!(breaker.state(), BreakerState::Closed);
}

#[test]
fn the_hook_of_a_breaker_sees_every_change_and_may_use_the_breaker() {
    static SEEN: Mutex<Vec<BreakerChange>> = Mutex::new(Vec::new());
    static BREAKER: Breaker = Breaker::builder()
        .name("pages")
        .consecutive_failures(1)
        .on_change(|change| {
            assert_eq!(BREAKER.state(), change.to);
            SEEN.lock().unwrap().push(*change);
        })
        .build();
    call(&BREAKER, FAILURE, 0.0);
    call(&BREAKER, FAILURE, 30.0);
    call(&BREAKER, CallOutcome::Success, 60.0);
    BREAKER.force_open();
    BREAKER.force_closed();
    BREAKER.reset();
    BREAKER.reset();

    let seen = SEEN.lock().unwrap();
    assert!(seen.iter().all(|change| change.name == "pages"));
    let states: Vec<_> = seen.iter().map(|change| change.to.as_str()).collect();
    let (first, second) = states.split_at(5);
    assert_eq!(first, ["open", "half_open", "open", "half_open", "closed"]);
    assert_eq!(second, ["forced_open", "forced_closed", "closed"]);
    assert!(seen.windows(2).all(|pair| pair[0].to == pair[1].from));
}

#[test]
fn a_failure_rate_opens_the_breaker_after_enough_calls_only() {
    let builder = Breaker::builder().failure_rate(0.5, BreakerWindow::Calls(10));
    let opens_after = |breaker: Breaker| {
        let failures = (1..=20).find(|_| {
            call(&breaker, FAILURE, 0.0);
            breaker.state() == BreakerState::Open
        });
        failures.unwrap()
    };
    assert_eq!(opens_after(builder.min_calls(3).build()), 3);
    assert_eq!(
        opens_after(builder.build()),
        10,
        "by default the whole window"
    );
}

#[test]
fn a_failure_rate_over_time_forgets() {
    let window = BreakerWindow::Time(Duration::from_secs(10));
    let breaker = Breaker::builder()
        .failure_rate(0.6, window)
        .min_calls(4)
        .build();
    (0..3).for_each(|_| call(&breaker, FAILURE, 0.0));
    (0..3).for_each(|_| call(&breaker, CallOutcome::Success, 10.0));
    (0..4).for_each(|_| call(&breaker, FAILURE, 19.0));
    assert_eq!(breaker.state(), BreakerState::Closed, "4 of 7, not 7 of 10");
    call(&breaker, FAILURE, 19.0);
    assert_eq!(breaker.state(), BreakerState::Open);
}

#[test]
fn a_breaker_takes_the_longest_times() {
    let breaker = streak(1).open_for(Duration::MAX).build();
    call(&breaker, FAILURE, 0.0);
    assert!(remaining(&breaker, 1e9) > Duration::from_secs(u64::MAX / 2));

    let breaker = streak(1).build();
    call(&breaker, FAILURE, 9.0);
    assert_eq!(
        remaining(&breaker, 0.0),
        Duration::from_secs(30),
        "time does not run backwards"
    );
}

#[test]
fn a_breaker_refuses_bad_numbers_and_says_which() {
    let rate = |rate, window| Breaker::builder().failure_rate(rate, window);
    let short = Duration::from_millis(9);
    let most = 10;
    let refused = [
        (streak(0), BreakerError::ZeroFailures),
        (streak(1).probes(0), BreakerError::ZeroProbes),
        (streak(1).lease(Duration::ZERO), BreakerError::ZeroLease),
        (streak(1).min_calls(3), BreakerError::UnusedMinCalls),
        (
            rate(0.0, BreakerWindow::Calls(10)),
            BreakerError::FailureRateOutOfRange { rate: 0.0 },
        ),
        (
            rate(1.1, BreakerWindow::Calls(10)),
            BreakerError::FailureRateOutOfRange { rate: 1.1 },
        ),
        (
            rate(0.5, BreakerWindow::Calls(0)),
            BreakerError::WindowOfCallsOutOfRange { calls: 0 },
        ),
        (
            rate(0.5, BreakerWindow::Calls(1025)),
            BreakerError::WindowOfCallsOutOfRange { calls: 1025 },
        ),
        (
            rate(0.5, BreakerWindow::Calls(10)).min_calls(11),
            BreakerError::MinCallsOutOfRange { calls: 11, most },
        ),
        (
            rate(0.5, BreakerWindow::Calls(10)).min_calls(0),
            BreakerError::MinCallsOutOfRange { calls: 0, most },
        ),
        (
            rate(0.5, BreakerWindow::Time(short)),
            BreakerError::WindowOfTimeTooShort { time: short },
        ),
    ];
    for (builder, error) in refused {
        assert_eq!(builder.try_build().unwrap_err(), error);
        assert!(catch_unwind(|| builder.build()).is_err(), "{error}");
    }
    let not_a_number = rate(f64::NAN, BreakerWindow::Calls(10)).try_build();
    assert_eq!(
        not_a_number.unwrap_err().to_string(),
        "a failure rate must be a number above 0 and at most 1, not NaN"
    );
    assert!(rate(1.0, BreakerWindow::Calls(1024)).try_build().is_ok());
}

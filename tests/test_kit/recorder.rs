//! What a recorder has of calls that fail.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};

use reattempt::test_util::{Next, Recorder, Step, VirtualClock};
use reattempt::{Class, Classify, Scope, StopReason, retry};

const MINUTE: Duration = Duration::from_secs(60);

#[derive(Debug, thiserror::Error, Classify)]
pub(crate) enum Error {
    #[error("busy")]
    #[classify(transient)]
    Busy,
    #[error("slow down")]
    #[classify(throttled)]
    Throttled,
    #[error("no such page")]
    #[classify(permanent)]
    NotFound,
}

/// Fails as often as `failures` says.
fn fail(failures: &Cell<u32>, error: Error) -> Result<(), Error> {
    match failures.get() {
        0 => Ok(()),
        left => {
            failures.set(left - 1);
            Err(error)
        }
    }
}

#[retry(
    max_attempts = 11,
    backoff = "linear",
    initial_delay = "1m",
    max_delay = "6m",
    jitter = "none"
)]
pub(crate) fn load(failures: &Cell<u32>) -> Result<(), Error> {
    fail(failures, Error::Busy)
}

#[retry(max_attempts = 2, backoff = ["1m"], jitter = "none")]
async fn save(failures: &Cell<u32>) -> Result<(), Error> {
    fail(failures, Error::Throttled)
}

#[retry]
fn find() -> Result<(), Error> {
    Err(Error::NotFound)
}

fn name(function: &str) -> &'static str {
    match function {
        "load" => concat!(module_path!(), "::load"),
        _ => concat!(module_path!(), "::save"),
    }
}

fn retried(function: &str, attempt: u32, class: Class, delay: Duration) -> Step {
    Step {
        name: name(function),
        attempt,
        next: Next::Retry { class, delay },
    }
}

fn stopped(function: &str, attempt: u32, class: Class, reason: StopReason) -> Step {
    Step {
        name: name(function),
        attempt,
        next: Next::Stop { class, reason },
    }
}

fn on_a_virtual_clock(recorder: &Recorder) -> (Scope, VirtualClock) {
    let clock = VirtualClock::new();
    (recorder.scope().clock(Arc::new(clock.clone())), clock)
}

#[test]
fn a_recorder_has_delays_that_nobody_waited_for() {
    let start = Instant::now();
    let recorder = Recorder::new();
    let (scope, clock) = on_a_virtual_clock(&recorder);
    assert!(scope.run(|| load(&Cell::new(u32::MAX))).is_err());

    let minutes = [1, 2, 3, 4, 5, 6, 6, 6, 6, 6];
    assert_eq!(
        recorder.delays(),
        minutes.map(|minutes| minutes * MINUTE),
        "{recorder}"
    );
    assert_eq!(recorder.reasons(), [StopReason::Attempts], "{recorder}");
    assert_eq!(clock.elapsed(), 45 * MINUTE);
    assert!(start.elapsed() < MINUTE, "none of it was waited for");
}

#[test]
fn a_recorder_has_each_step_of_a_call() {
    let recorder = Recorder::new();
    let (scope, _) = on_a_virtual_clock(&recorder);
    scope.run(|| load(&Cell::new(2))).unwrap();
    assert_eq!(
        recorder.steps(),
        [
            retried("load", 1, Class::Transient, MINUTE),
            retried("load", 2, Class::Transient, 2 * MINUTE),
            Step {
                name: name("load"),
                attempt: 3,
                next: Next::Return
            },
        ],
        "{recorder}"
    );
    assert_eq!(recorder.classes(), [Class::Transient; 2]);
    assert_eq!(recorder.take().len(), 3);
    assert_eq!(recorder.steps(), []);
}

#[tokio::test]
async fn a_recorder_tells_functions_apart_by_name() {
    let recorder = Recorder::new();
    let (scope, _) = on_a_virtual_clock(&recorder);
    let both = async {
        load(&Cell::new(1)).unwrap();
        save(&Cell::new(2)).await.unwrap_err();
    };
    scope.wrap(both).await;

    assert_eq!(
        recorder.of("save"),
        [
            retried("save", 1, Class::Throttled, MINUTE),
            stopped("save", 2, Class::Throttled, StopReason::Attempts),
        ],
        "{recorder}"
    );
    assert_eq!(recorder.of("load").len(), 2);
    assert_eq!(recorder.of(name("load")), recorder.of("load"));
    assert_eq!(recorder.of("oad"), []);
    assert_eq!(recorder.steps().len(), 4);
}

#[test]
fn a_recorder_has_answers_and_no_first_successes() {
    let recorder = Recorder::new();
    recorder.scope().run(|| load(&Cell::new(0))).unwrap();
    assert_eq!(recorder.steps(), []);

    recorder.scope().run(find).unwrap_err();
    assert_eq!(recorder.reasons(), [StopReason::Permanent]);

    recorder.take();
    recorder
        .scope()
        .off()
        .run(|| load(&Cell::new(1)))
        .unwrap_err();
    assert_eq!(recorder.reasons(), [StopReason::Disabled]);
}

#[test]
fn a_recorder_is_printed_as_a_table_of_steps() {
    let recorder = Recorder::new();
    assert_eq!(recorder.to_string(), "no attempt failed");

    let (scope, _) = on_a_virtual_clock(&recorder);
    scope.run(|| {
        load(&Cell::new(1)).unwrap();
        find().unwrap_err();
    });
    assert_eq!(
        recorder.to_string(),
        "function                  attempt  class      next             error\n\
         test_kit::recorder::load        1  transient  retry in 60s     busy\n\
         test_kit::recorder::load        2  -          return\n\
         test_kit::recorder::find        1  permanent  stop: permanent  no such page"
    );
}

#[test]
fn recorders_of_inner_scopes_do_not_hide_outer_ones() {
    let (outer, inner) = (Recorder::new(), Recorder::new());
    let call = || load(&Cell::new(1)).unwrap();
    outer.scope().at_most(9).run(|| {
        call();
        // Twice in each other, and told once.
        inner.scope().run(|| inner.scope().run(call));
        Scope::new().run(call);
    });
    assert_eq!((outer.steps().len(), inner.steps().len()), (6, 2));
}

#[test]
fn recorders_of_different_threads_do_not_meet() {
    const THREADS: u32 = 8;
    let together = Barrier::new(THREADS as usize);
    std::thread::scope(|threads| {
        for failures in 1..=THREADS {
            let together = &together;
            threads.spawn(move || {
                let recorder = Recorder::new();
                let (scope, clock) = on_a_virtual_clock(&recorder);
                together.wait();
                scope.run(|| load(&Cell::new(failures))).unwrap();
                assert_eq!(recorder.delays().len(), failures as usize);
                assert_eq!(recorder.delays(), clock.waits());
            });
        }
    });
}

#[tokio::test]
async fn recorders_of_different_tasks_do_not_meet() {
    let (one, other) = (Recorder::new(), Recorder::new());
    let failures = (Cell::new(1), Cell::new(2));
    let both = tokio::join!(
        one.scope().at_most(9).wrap(save(&failures.0)),
        other.scope().at_most(9).wrap(save(&failures.1)),
    );
    assert!(both.0.is_ok() && both.1.is_err());
    assert_eq!(one.steps().last().unwrap().next, Next::Return);
    assert_eq!(other.reasons(), [StopReason::Attempts]);
}

#[test]
fn a_body_that_panics_leaves_in_the_recorder_what_there_was() {
    #[retry]
    fn panics(failures: &Cell<u32>) -> Result<(), Error> {
        fail(failures, Error::Busy)?;
        panic!("in the body")
    }

    let recorder = Recorder::new();
    let scope = recorder.scope().at_most(9);
    let call = || scope.run(|| panics(&Cell::new(1)));
    assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
    assert_eq!(recorder.steps().len(), 1);

    scope.run(|| load(&Cell::new(1))).unwrap();
    assert_eq!(recorder.steps().len(), 3);
}

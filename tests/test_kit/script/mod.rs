//! Outcomes in the place of a body: every form of function, and every option beside it.

mod faults;
mod forms;
mod names;
mod options;

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reattempt::test_util::{Faults, Recorder, Script, VirtualClock};
use reattempt::{
    Breaker, Budget, Class, Classify, Interrupted, RetryError, Scope, StopReason, retry,
};

#[derive(Debug, thiserror::Error, Classify)]
enum Error {
    #[error("timed out")]
    #[classify(transient)]
    Timeout,
    #[error("no such page")]
    #[classify(permanent)]
    NotFound,
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

use Error::{NotFound, Timeout};

/// Two failures, then a success that no body here comes to.
fn script() -> Script<Result<u32, Error>> {
    Script::new([Err(Timeout), Err(Timeout), Ok(7)])
}

/// A scope in which the only function called, `fetch`, has this script, and nothing is waited for.
fn scripted(script: &Script<Result<u32, Error>>) -> Scope {
    let clock = Arc::new(VirtualClock::new());
    Scope::new().clock(clock).inject("fetch", script)
}

fn message(run: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).expect_err("it panics");
    match payload.downcast::<String>() {
        Ok(message) => *message,
        Err(payload) => (*payload.downcast::<&str>().expect("a message")).to_owned(),
    }
}

#[retry(max_attempts = 9)]
fn fetch(runs: &Cell<u32>) -> Result<u32, Error> {
    runs.set(runs.get() + 1);
    Ok(0)
}

#[test]
fn after_the_end_of_a_script_the_body_runs() {
    let runs = Cell::new(0);
    let script = Script::new([Err::<u32, _>(Timeout), Err(Timeout)]);
    assert_eq!(scripted(&script).run(|| fetch(&runs)).unwrap(), 0);
    assert_eq!((runs.get(), script.remaining()), (1, 0));
}

#[test]
fn a_script_that_was_not_played_to_its_end_says_so() {
    let script = Script::new([Err::<u32, _>(Timeout), Err(NotFound), Ok(7)]);
    let runs = Cell::new(0);
    assert!(scripted(&script).run(|| fetch(&runs)).is_err());
    assert_eq!((runs.get(), script.remaining()), (0, 1));
    assert_eq!(
        message(|| script.assert_finished()),
        "1 of 3 outcomes of the script were not played"
    );
}

#[test]
fn inner_scripts_are_played_before_outer_ones() {
    let (outer, inner) = (
        Script::new([Ok::<u32, Error>(1)]),
        Script::new([Ok::<u32, Error>(2)]),
    );
    let runs = Cell::new(9);
    let values = scripted(&outer).run(|| {
        let inner = Scope::new().inject("fetch", &inner);
        [(); 3].map(|()| inner.run(|| fetch(&runs)).unwrap())
    });
    assert_eq!(values, [2, 1, 0]);
}

#[test]
fn outside_of_the_scope_of_a_script_the_body_runs() {
    let runs = Cell::new(0);
    let script = script();
    let inside = std::thread::scope(|threads| {
        scripted(&script).run(|| {
            let other = threads.spawn(|| fetch(&Cell::new(0)).unwrap());
            (other.join().unwrap(), fetch(&runs).unwrap())
        })
    });
    assert_eq!(inside, (0, 7));
    assert_eq!(fetch(&runs).unwrap(), 0);
}

#[test]
fn a_test_double_plays_a_script() {
    struct Fake {
        script: Script<Result<u32, Error>>,
    }

    impl Fake {
        fn fetch(&self) -> Result<u32, Error> {
            self.script.play()
        }
    }

    #[retry]
    fn fetch(store: &Fake) -> Result<u32, Error> {
        store.fetch()
    }

    let script = script();
    let store = Fake {
        script: script.clone(),
    };
    assert_eq!(Scope::new().at_most(9).run(|| fetch(&store)).unwrap(), 7);
    script.assert_finished();
    assert_eq!(
        message(|| drop(store.fetch())),
        "the script has no outcome after its 3"
    );
}

//! Outcomes in the place of a body: every form of function, and every option beside it.

#![cfg(feature = "test-util")]

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

mod forms {
    use super::*;

    #[test]
    fn sync() {
        #[retry]
        fn fetch(_: &str) -> Result<u32, Error> {
            unreachable!("the body does not run")
        }
        let script = script();
        assert_eq!(scripted(&script).run(|| fetch("page")).unwrap(), 7);
        script.assert_finished();
    }

    #[tokio::test]
    async fn asynchronous() {
        #[retry]
        async fn fetch(_: &str) -> Result<u32, Error> {
            unreachable!("the body does not run")
        }
        let script = script();
        let call = tokio::spawn(scripted(&script).wrap(fetch("page")));
        assert_eq!(call.await.unwrap().unwrap(), 7);
        script.assert_finished();
    }

    #[tokio::test]
    async fn futures() {
        #[retry]
        #[expect(clippy::manual_async_fn, reason = "that is the form")]
        fn fetch(_: &str) -> impl Future<Output = Result<u32, Error>> {
            async { unreachable!("the body does not run") }
        }
        assert_eq!(scripted(&script()).wrap(fetch("page")).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn boxed_futures() {
        #[retry]
        fn fetch(_: &str) -> Pin<Box<dyn Future<Output = Result<u32, Error>> + Send + '_>> {
            Box::pin(async move { unreachable!("the body does not run") })
        }
        assert_eq!(scripted(&script()).wrap(fetch("page")).await.unwrap(), 7);
    }

    struct Client {
        page: u32,
    }

    impl Client {
        #[retry]
        fn fetch(&self) -> Result<u32, Error> {
            unreachable!("the body does not run, for page {}", self.page)
        }
    }

    #[test]
    fn methods() {
        assert_eq!(
            scripted(&script())
                .run(|| Client { page: 1 }.fetch())
                .unwrap(),
            7
        );
    }

    #[async_trait::async_trait]
    trait Fetch {
        async fn fetch(&mut self) -> Result<u32, Error>;
    }

    #[async_trait::async_trait]
    impl Fetch for Client {
        #[retry]
        async fn fetch(&mut self) -> Result<u32, Error> {
            unreachable!("the body does not run")
        }
    }

    #[tokio::test]
    async fn async_trait() {
        let mut client = Client { page: 1 };
        let call = <Client as Fetch>::fetch(&mut client);
        assert_eq!(scripted(&script()).wrap(call).await.unwrap(), 7);
    }

    #[test]
    fn options() {
        #[retry]
        fn fetch() -> Option<u32> {
            unreachable!("the body does not run")
        }
        let script = Script::new([None, None, Some(7_u32)]);
        let scope = Scope::new().at_most(9).inject("fetch", &script);
        assert_eq!(scope.run(fetch), Some(7));
        script.assert_finished();
    }

    #[test]
    fn retry_error() {
        #[retry]
        fn fetch() -> Result<u32, RetryError<Error>> {
            unreachable!("the body does not run")
        }
        let script = Script::new([Err::<u32, _>(Timeout), Err(NotFound)]);
        let error = scripted(&script).run(fetch).unwrap_err();
        assert_eq!(
            (error.attempts(), error.reason()),
            (2, StopReason::Permanent)
        );
    }
}

mod options {
    use super::*;

    #[tokio::test]
    async fn attempt_timeout() {
        #[retry(attempt_timeout = "1s")]
        async fn fetch() -> Result<u32, Error> {
            std::future::pending().await
        }
        let script = Script::new([Err::<u32, _>(Timeout)]);
        let recorder = Recorder::new();
        let scope = scripted(&script);
        let call = recorder.scope().wrap(scope.wrap(fetch()));
        let error = call.await.unwrap_err();
        assert!(matches!(
            error,
            Error::Interrupted(Interrupted::AttemptTimeout { .. })
        ));
        assert_eq!(recorder.steps().len(), 3, "{recorder}");
    }

    #[test]
    fn until() {
        #[retry(until = |value| *value > 1)]
        fn fetch() -> Result<u32, Error> {
            Ok(3)
        }
        let script = Script::new([Ok::<u32, Error>(0), Ok(1)]);
        assert_eq!(scripted(&script).run(fetch).unwrap(), 3);
        script.assert_finished();
    }

    #[test]
    fn breaker() {
        static BREAKER: Breaker = Breaker::builder().consecutive_failures(4).build();

        #[retry(max_attempts = 20, breaker = BREAKER)]
        fn fetch() -> Result<u32, Error> {
            unreachable!("the circuit is open before the script ends")
        }
        let script = Script::new((0..20).map(|_| Err::<u32, _>(Timeout)));
        let scope = Scope::new().at_most(20).inject("fetch", &script);
        assert!(scope.run(fetch).is_err());
        assert_eq!(script.remaining(), 16);
    }

    #[test]
    fn budget() {
        static BUDGET: Budget = Budget::new();

        #[retry(max_attempts = 5, budget = BUDGET)]
        fn fetch() -> Result<u32, Error> {
            Ok(0)
        }
        let faults = Faults::every(1, || Timeout);
        let recorder = Recorder::new();
        let scope = recorder.scope().at_most(5).inject("fetch", &faults);
        for _ in 0..100 {
            scope.run(fetch).unwrap_err();
        }
        assert!(
            recorder.reasons().contains(&StopReason::Budget),
            "{recorder}"
        );
        assert!(faults.injected() < 200, "{faults:?}");
    }

    #[test]
    fn classes_and_delays() {
        #[retry(max_attempts = 3, backoff = ["1m"], jitter = "none", idempotent = false)]
        fn fetch() -> io::Result<u32> {
            unreachable!("the body does not run")
        }
        let script = Script::new([
            Err::<u32, _>(io::Error::from(io::ErrorKind::ConnectionRefused)),
            Err(io::ErrorKind::TimedOut.into()),
        ]);
        let recorder = Recorder::new();
        let clock = Arc::new(VirtualClock::new());
        let scope = recorder.scope().clock(clock).inject("fetch", &script);
        scope.run(fetch).unwrap_err();
        assert_eq!(
            recorder.classes(),
            [Class::Unsent, Class::Transient],
            "{recorder}"
        );
        assert_eq!(recorder.delays(), [Duration::from_secs(60)], "{recorder}");
        assert_eq!(recorder.reasons(), [StopReason::Permanent], "{recorder}");
    }

    #[test]
    fn nested() {
        #[retry]
        fn fetch() -> Result<u32, Error> {
            Ok(0)
        }
        #[retry(nested = "suppress")]
        fn outer() -> Result<u32, Error> {
            fetch()
        }
        let script = script();
        assert_eq!(scripted(&script).run(outer).unwrap(), 7);
        script.assert_finished();
    }
}

mod names {
    use super::*;

    #[retry]
    fn fetch() -> Result<u32, Error> {
        Ok(0)
    }

    #[retry(name = "page store")]
    fn named() -> Result<u32, Error> {
        Ok(0)
    }

    #[retry]
    fn prefetch() -> Result<u32, Error> {
        Ok(0)
    }

    #[test]
    fn whole_or_from_a_path_separator_on() {
        for name in ["fetch", "names::fetch", "test_kit_script::names::fetch"] {
            let script = script();
            let scope = Scope::new().at_most(9).inject(name, &script);
            assert_eq!(
                scope.run(|| (prefetch().unwrap(), fetch().unwrap())),
                (0, 7)
            );
        }
        let scope = Scope::new().at_most(9).inject("page store", &script());
        assert_eq!(scope.run(named).unwrap(), 7);
    }

    #[test]
    fn one_that_is_misspelt_does_not_pass() {
        let text = message(|| {
            let scope = Scope::new().inject("fecth", &script());
            scope.run(|| (fetch().unwrap(), named().unwrap()));
        });
        assert_eq!(
            text,
            "nothing was injected into `fecth`: those called in the scope are `page store`, \
             `test_kit_script::names::fetch`"
        );
    }

    #[test]
    fn nor_does_one_that_is_not_called() {
        let text = message(|| {
            let scope = Scope::new().inject("fetch", &script());
            scope.run(|| ());
        });
        assert_eq!(
            text,
            "nothing was injected into `fetch`: no function with `#[retry]` was called in the scope"
        );
    }

    #[test]
    fn a_panic_before_it_is_the_one_that_is_seen() {
        let text = message(|| {
            let scope = Scope::new().inject("fetch", &script());
            scope.run(|| panic!("before"));
        });
        assert_eq!(text, "before");
    }
}

#[retry(max_attempts = 9)]
fn fetch(runs: &Cell<u32>) -> Result<u32, Error> {
    runs.set(runs.get() + 1);
    Ok(0)
}

#[test]
fn after_the_script_the_body_runs() {
    let runs = Cell::new(0);
    let script = Script::new([Err::<u32, _>(Timeout), Err(Timeout)]);
    assert_eq!(scripted(&script).run(|| fetch(&runs)).unwrap(), 0);
    assert_eq!((runs.get(), script.remaining()), (1, 0));
}

#[test]
fn what_is_left_is_found_out() {
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
fn inner_scripts_come_first_and_outer_ones_after_them() {
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
fn outside_of_the_scope_the_body_runs() {
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

mod faults {
    use super::*;

    /// Which of 12 attempts fail.
    fn failing(faults: &Faults<Error>) -> Vec<u32> {
        let scope = Scope::new().off().inject("fetch", faults);
        let fails = |_: &u32| scope.run(|| fetch(&Cell::new(0))).is_err();
        (1..=12).filter(fails).collect()
    }

    #[test]
    fn first() {
        let faults = Faults::first(3, || Timeout);
        assert_eq!(failing(&faults), [1, 2, 3]);
        assert_eq!((faults.injected(), faults.attempts()), (3, 12));
        assert!(failing(&Faults::first(0, || Timeout)).is_empty());
    }

    #[test]
    fn every() {
        assert_eq!(failing(&Faults::every(5, || Timeout)), [5, 10]);
        assert_eq!(failing(&Faults::every(1, || Timeout)).len(), 12);
        assert!(message(|| drop(Faults::every(0, || Timeout))).contains("at least 1"));
    }

    #[test]
    fn random() {
        let with = |probability, seed| failing(&Faults::random(probability, seed, || Timeout));
        assert_eq!(with(0.5, 7), with(0.5, 7));
        assert_ne!(with(0.5, 7), with(0.5, 8));
        assert_eq!((with(0.0, 7).len(), with(1.0, 7).len()), (0, 12));
        for probability in [-0.1, 1.1, f64::NAN] {
            assert!(message(|| drop(with(probability, 7))).contains("from 0 to 1"));
        }
    }

    #[test]
    fn half_of_many_at_one_half() {
        let faults = Faults::random(0.5, 7, || Timeout);
        for _ in 0..100 {
            failing(&faults);
        }
        assert!((540..=660).contains(&faults.injected()), "{faults:?}");
    }

    #[test]
    fn what_makes_errors_may_panic() {
        let faults = Faults::<Error>::first(1, || panic!("no error today"));
        let scope = Scope::new().inject("fetch", &faults);
        let call = || scope.run(|| fetch(&Cell::new(0)));
        assert_eq!(message(|| drop(call())), "no error today");
        assert_eq!(call().unwrap(), 0);
    }
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

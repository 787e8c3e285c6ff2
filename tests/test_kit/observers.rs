//! What an observer of one's own may do.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::recorder::load;
use reattempt::Scope;
use reattempt::observer::{Observation, Observer};
use reattempt::test_util::Recorder;

#[test]
fn an_observer_that_panics_does_so_to_the_caller() {
    #[derive(Debug)]
    struct Panics;

    impl Observer for Panics {
        fn observe(&self, observation: &Observation<'_>) {
            panic!("observed {observation:?}");
        }
    }

    let recorder = Recorder::new();
    // The innermost is told first: the recorder.
    let scope = Scope::new().observer(Arc::new(Panics)).at_most(2);
    let call = || scope.run(|| recorder.scope().run(|| load(&Cell::new(1))));
    let payload = catch_unwind(AssertUnwindSafe(call)).unwrap_err();
    let message = payload.downcast::<String>().unwrap();
    assert!(message.contains("test_kit::recorder::load"), "{message}");
    assert!(message.contains("busy"), "{message}");

    assert_eq!(recorder.steps().len(), 1);
    recorder
        .scope()
        .at_most(9)
        .run(|| load(&Cell::new(1)))
        .unwrap();
    assert_eq!(recorder.steps().len(), 3, "the scope is left by a panic");
}

#[test]
fn an_observer_may_call_what_retries() {
    #[derive(Debug)]
    struct Calls(Recorder);

    impl Observer for Calls {
        fn observe(&self, _: &Observation<'_>) {
            // In a scope of its own, which still has the outer observers.
            if self.0.steps().is_empty() {
                self.0
                    .scope()
                    .at_most(2)
                    .run(|| load(&Cell::new(1)))
                    .unwrap();
            }
        }
    }

    let inner = Recorder::new();
    let scope = Scope::new().observer(Arc::new(Calls(inner.clone())));
    scope.at_most(2).run(|| load(&Cell::new(1))).unwrap();
    assert_eq!(inner.steps().len(), 2);
}

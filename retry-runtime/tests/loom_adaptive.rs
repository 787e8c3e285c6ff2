//! The adaptive backoff in every order in which threads can take their turns.
#![cfg(loom)]

use loom::sync::Arc;
use loom::thread;
use reattempt_runtime::guard::Adaptive;
use reattempt_runtime::{Backoff, Class};

#[test]
fn an_adaptive_backoff_loses_no_step() {
    loom::model(|| {
        let backoff = Arc::new(Adaptive::new());
        backoff.failed(Class::Transient);
        let other = Arc::clone(&backoff);
        let fails = thread::spawn(move || other.failed(Class::Throttled));
        backoff.succeeded();
        fails.join().unwrap();
        // 1.5 times 2 and 15/16, in either order.
        assert!((backoff.stretch() - 2.8125).abs() < 1e-5);
    });
}

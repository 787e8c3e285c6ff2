//! Only a panic of the attempt itself counts to its breaker.

use std::future::pending;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use reattempt::guard::BreakerState::{Closed, Open};
use reattempt::{Breaker, retry};
use tokio::task::yield_now;

async fn panics_soon() {
    yield_now().await;
    resume_unwind(Box::new("on purpose"));
}

/// Polls both in one task, which ends by the panic of one of them; the other is dropped meanwhile.
fn assert_panics(one: impl Future, other: impl Future) {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    let both = async {
        tokio::join!(one, other);
    };
    assert!(catch_unwind(AssertUnwindSafe(|| runtime.block_on(both))).is_err());
}

const fn opens_after_one() -> Breaker {
    Breaker::builder().consecutive_failures(1).build()
}

#[test]
fn a_panic_of_another_future_of_the_task_opens_no_breaker() {
    static BREAKER: Breaker = opens_after_one();

    #[retry(breaker = BREAKER)]
    async fn healthy() -> io::Result<()> {
        pending().await
    }

    assert_panics(healthy(), panics_soon());
    assert_eq!(BREAKER.state(), Closed);
    assert_panics(panics_soon(), healthy());
    assert_eq!(BREAKER.state(), Closed);
}

#[test]
fn a_panic_of_the_attempt_itself_opens_the_breaker() {
    static BREAKER: Breaker = opens_after_one();

    #[retry(breaker = BREAKER)]
    async fn broken() -> io::Result<()> {
        panics_soon().await;
        Ok(())
    }

    assert_panics(broken(), pending::<()>());
    assert_eq!(BREAKER.state(), Open);
}

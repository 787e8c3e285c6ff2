//! Cancellation: what becomes of a call whose scope is cancelled.

use std::future::pending;
use std::pin::pin;
use std::task::Poll;
use std::time::Instant;

use crate::support::{Calls, Error};
use crate::{SOON, cancel_soon, cancelled, cancelled_handle, end, poll};
use reattempt::{CancelHandle, RetryError, Scope, StopReason, retry};

#[retry(max_attempts = 5, backoff = ["1h"], max_delay = "1h", jitter = "none")]
fn sync(calls: &Calls) -> Result<(), RetryError<Error>> {
    calls.fail()
}

#[retry(max_attempts = 5, backoff = ["1h"], max_delay = "1h", jitter = "none")]
async fn asynchronous(calls: &Calls) -> Result<(), RetryError<Error>> {
    calls.fail()
}

#[test]
fn cancelling_a_handle_cancels_all_its_clones_for_good() {
    let handle = CancelHandle::default();
    let clone = handle.clone();
    assert!(!clone.is_cancelled());
    handle.cancel();
    handle.cancel();
    assert!(clone.is_cancelled());
    assert_eq!(format!("{clone:?}"), "CancelHandle { cancelled: true }");
}

#[test]
fn cancelling_ends_a_sync_wait_and_the_call_with_it() {
    let handle = CancelHandle::new();
    let start = Instant::now();
    cancel_soon(&handle);
    let result = Scope::new()
        .cancelled_by(&handle)
        .run(|| sync(&Calls::default()));
    assert_eq!(end(result), cancelled(1));
    assert!(start.elapsed() < SOON);
}

#[tokio::test]
async fn cancelling_ends_an_async_wait_and_one_attempt_is_made_after_it() {
    let handle = CancelHandle::new();
    cancel_soon(&handle);
    let calls = Calls::default();
    let call = Scope::new()
        .cancelled_by(&handle)
        .wrap(asynchronous(&calls));
    assert_eq!(end(call.await), cancelled(2));
}

#[test]
fn cancelling_ends_an_async_wait_without_a_runtime() {
    let handle = CancelHandle::new();
    let calls = Calls::default();
    let scope = Scope::new().cancelled_by(&handle);
    let mut call = pin!(scope.wrap(asynchronous(&calls)));
    assert!(poll(call.as_mut()).is_pending());
    assert!(poll(call.as_mut()).is_pending(), "waiting still");
    handle.cancel();
    match poll(call) {
        Poll::Ready(result) => assert_eq!(end(result), cancelled(2)),
        Poll::Pending => panic!("the wait is over"),
    }
}

#[test]
fn the_attempt_after_a_cancelled_async_wait_may_succeed() {
    #[retry(initial_delay = "1h", max_delay = "1h", sleep = |_| pending::<()>())]
    async fn call(calls: &Calls) -> Result<u32, Error> {
        calls.succeed_after(1)
    }

    let handle = CancelHandle::new();
    let calls = Calls::default();
    let mut call = pin!(Scope::new().cancelled_by(&handle).wrap(call(&calls)));
    assert!(poll(call.as_mut()).is_pending());
    handle.cancel();
    assert_eq!(poll(call), Poll::Ready(Ok(2)));
}

#[test]
fn the_first_attempt_is_made_in_a_scope_cancelled_before() {
    #[retry]
    fn succeeds() -> Result<u32, Error> {
        Ok(1)
    }

    let scope = Scope::new().cancelled_by(&cancelled_handle());
    assert_eq!(
        end(scope.run(|| sync(&Calls::default()))),
        cancelled(1),
        "and no wait is begun"
    );
    let calls = Calls::default();
    let Poll::Ready(result) = poll(pin!(scope.wrap(asynchronous(&calls)))) else {
        panic!("a wait was begun");
    };
    assert_eq!(end(result), cancelled(1));
    assert_eq!(scope.run(succeeds), Ok(1));
}

#[test]
fn a_cancelled_call_that_ends_by_its_own_rules_keeps_their_reason() {
    #[retry]
    fn permanent() -> Result<(), RetryError<Error>> {
        Err(Error::NotFound(1))
    }
    #[retry(max_attempts = 1)]
    fn once() -> Result<(), RetryError<Error>> {
        Err(Error::Io(1))
    }
    #[retry(max_attempts = 5, max_elapsed = "1s", backoff = ["1h"], max_delay = "1h")]
    fn no_time_to_wait() -> Result<(), RetryError<Error>> {
        Err(Error::Io(1))
    }

    struct Case {
        scope: Scope,
        call: fn() -> Result<(), RetryError<Error>>,
        reason: StopReason,
    }
    let case = |scope, call, reason| Case {
        scope,
        call,
        reason,
    };

    let scope = || Scope::new().cancelled_by(&cancelled_handle());
    for Case {
        scope,
        call,
        reason,
    } in [
        case(scope(), permanent, StopReason::Permanent),
        case(scope(), once, StopReason::Attempts),
        case(scope().off(), once, StopReason::Disabled),
        case(scope(), no_time_to_wait, StopReason::Cancelled),
        case(scope().at_most(2), no_time_to_wait, StopReason::Cancelled),
        case(scope().at_most(1), no_time_to_wait, StopReason::Attempts),
    ] {
        assert_eq!(end(scope.run(call)).1, reason, "{scope:?}");
    }
}

#[test]
fn cancelling_any_handle_around_a_call_ends_it() {
    for chosen in 0..4 {
        let handles = [(); 4].map(|()| CancelHandle::new());
        let [outer, between, inner, second] = &handles;
        let call = || sync(&Calls::default());
        let inside = Scope::new().cancelled_by(inner).cancelled_by(second);
        let around = Scope::new().cancelled_by(between).seed(1);
        cancel_soon(&handles[chosen]);
        let scope = Scope::new().cancelled_by(outer);
        let result = scope.run(|| around.run(|| Scope::new().run(|| inside.run(call))));
        assert_eq!(end(result), cancelled(1), "handle {chosen} of four");
    }
}

#[test]
fn calls_outside_of_a_cancelled_scope_go_on() {
    #[retry(initial_delay = "1ms")]
    fn quick(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let all = (3, StopReason::Attempts, Some(Error::Io(3)));
    let scope = Scope::new().cancelled_by(&CancelHandle::new());
    Scope::new().cancelled_by(&cancelled_handle()).run(|| ());
    assert_eq!(end(scope.run(|| quick(&Calls::default()))), all);
    assert_eq!(end(quick(&Calls::default())), all);
}

#[test]
fn an_outer_call_ends_with_the_cancelled_inner_one() {
    #[retry(max_attempts = 5, initial_delay = "1h", max_delay = "1h", on = [_])]
    fn around(calls: &Calls) -> Result<(), RetryError<RetryError<Error>>> {
        sync(calls)
    }

    let handle = CancelHandle::new();
    cancel_soon(&handle);
    let calls = Calls::default();
    let scope = Scope::new().cancelled_by(&handle);
    let error = scope.run(|| around(&calls)).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason(), calls.made()),
        (1, StopReason::Cancelled, 1)
    );
}

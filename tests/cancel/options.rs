//! Cancellation beside the options that have a say in a wait.

use std::cell::RefCell;
use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use crate::support::{Calls, Error, StillClock, secs};
use crate::{cancel_soon, cancelled, cancelled_handle, end, poll};
use reattempt::{Budget, CancelHandle, Clock, Event, RetryError, Scope, StopReason, retry};

#[derive(Default)]
struct Seen(RefCell<Vec<(&'static str, u32, Option<StopReason>)>>);

impl Seen {
    /// Notes an event, and cancels when a retry is announced.
    fn note(&self, event: &Event<'_, Error>, handle: &CancelHandle) {
        self.0.borrow_mut().push(match event {
            Event::Retrying(it) => {
                handle.cancel();
                ("retrying", it.attempt, None)
            }
            Event::GaveUp(it) => {
                assert_eq!(it.error, Some(&Error::Io(it.attempts)));
                ("gave up", it.attempts, Some(it.reason))
            }
            _ => ("recovered", 0, None),
        });
    }
}

#[test]
fn the_hook_is_told_of_the_announced_retry_and_then_of_its_cancellation() {
    #[retry(initial_delay = "1h", max_delay = "1h", on_event = |event| seen.note(event, handle))]
    fn sync(seen: &Seen, handle: &CancelHandle, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(backoff = ["0s"], on_event = |event| seen.note(event, handle))]
    fn without_delay(seen: &Seen, handle: &CancelHandle, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }
    #[retry(initial_delay = "1h", max_delay = "1h", on_event = |event| seen.note(event, handle))]
    async fn asynchronous(seen: &Seen, handle: &CancelHandle, calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    type Call = fn(&Seen, &CancelHandle, &Calls) -> Result<(), Error>;
    let (retrying, gave_up) = (("retrying", 1, None), |attempts| {
        ("gave up", attempts, Some(StopReason::Cancelled))
    });
    for call in [sync as Call, without_delay] {
        let (seen, handle) = (Seen::default(), CancelHandle::new());
        let scope = Scope::new().cancelled_by(&handle);
        let result = scope.run(|| call(&seen, &handle, &Calls::default()));
        assert_eq!(result, Err(Error::Io(1)));
        assert_eq!(seen.0.take(), [retrying, gave_up(1)]);
    }

    let (seen, handle, calls) = (Seen::default(), CancelHandle::new(), Calls::default());
    let scope = Scope::new().cancelled_by(&handle);
    let result = poll(pin!(scope.wrap(asynchronous(&seen, &handle, &calls))));
    assert_eq!(result, Poll::Ready(Err(Error::Io(2))));
    assert_eq!(seen.0.take(), [retrying, gave_up(2)]);
}

/// A scope that is cancelled soon.
fn soon() -> Scope {
    let handle = CancelHandle::new();
    cancel_soon(&handle);
    Scope::new().cancelled_by(&handle)
}

#[test]
fn a_cancelled_call_that_returns_an_option_ends_as_none() {
    #[retry(initial_delay = "1h", max_delay = "1h")]
    fn call(calls: &Calls) -> Option<()> {
        calls.fail().ok()
    }

    let calls = Calls::default();
    assert_eq!((soon().run(|| call(&calls)), calls.made()), (None, 1));
}

#[test]
fn a_cancelled_call_whose_value_until_refuses_ends_as_interrupted() {
    #[retry(initial_delay = "1h", max_delay = "1h", until = |_| false)]
    fn call(calls: &Calls) -> Result<u32, RetryError<Error>> {
        Ok(calls.count())
    }

    let error = soon().run(|| call(&Calls::default())).unwrap_err();
    assert_eq!(error.reason(), StopReason::Cancelled);
    assert!(error.interrupted().is_some());
}

#[test]
fn a_cancellation_in_a_sync_option_sleep_is_noticed_after_it() {
    #[retry(sleep = |_| handle.cancel())]
    fn call(handle: &CancelHandle, calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let handle = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&handle);
    let result = scope.run(|| call(&handle, &Calls::default()));
    assert_eq!(end(result), cancelled(1));
}

#[test]
fn cancelling_drops_the_future_of_the_option_sleep() {
    struct Sleep<'a>(&'a CancelHandle);

    impl Drop for Sleep<'_> {
        fn drop(&mut self) {
            assert!(self.0.is_cancelled(), "dropped early");
        }
    }

    #[retry(sleep = async |_| {
        let _sleep = Sleep(handle);
        pending::<()>().await;
    })]
    async fn call(handle: &CancelHandle, calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let (handle, calls) = (CancelHandle::new(), Calls::default());
    let mut call = pin!(
        Scope::new()
            .cancelled_by(&handle)
            .wrap(call(&handle, &calls))
    );
    assert!(poll(call.as_mut()).is_pending());
    handle.cancel();
    let Poll::Ready(result) = poll(call) else {
        panic!("the wait is over");
    };
    assert_eq!(end(result), cancelled(2));
}

/// Cancels while it is waited by; an async wait by it has no end.
#[derive(Debug)]
struct Cancelling(Arc<StillClock>, CancelHandle);

impl Clock for Cancelling {
    fn now(&self) -> Instant {
        self.0.now()
    }

    fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.pass(delay);
        Box::pin(pending())
    }

    fn block(&self, delay: Duration) {
        self.0.pass(delay);
        self.1.cancel();
    }
}

#[test]
fn cancelled_waits_by_a_clock_end_with_it_if_sync_and_at_once_if_async() {
    #[retry(max_attempts = 5, backoff = ["1h"], max_delay = "1h", jitter = "none")]
    fn sync(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }
    #[retry(max_attempts = 5, backoff = ["1h"], max_delay = "1h", jitter = "none")]
    async fn asynchronous(calls: &Calls) -> Result<(), RetryError<Error>> {
        calls.fail()
    }

    let (handle, clock) = (CancelHandle::new(), StillClock::new());
    let cancelling = Arc::new(Cancelling(clock.clone(), handle.clone()));
    let scope = Scope::new().clock(cancelling).cancelled_by(&handle);
    let calls = Calls::default();
    let mut call = pin!(scope.wrap(asynchronous(&calls)));
    assert!(poll(call.as_mut()).is_pending());

    let error = scope.run(|| sync(&Calls::default())).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason(), error.elapsed()),
        (1, StopReason::Cancelled, secs(3600)),
        "elapsed is what the clock says"
    );
    let Poll::Ready(result) = poll(call) else {
        panic!("the wait is over");
    };
    assert_eq!(result.unwrap_err().reason(), StopReason::Cancelled);
    assert_eq!(clock.waits(), [secs(3600); 2]);
}

#[test]
fn a_budget_gets_back_what_a_cancelled_sync_wait_has_paid() {
    static BUDGET: Budget = Budget::new().max_concurrent(1);

    #[retry(budget = BUDGET, max_attempts = 5, backoff = ["0s", "1h"], max_delay = "1h")]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let calls = Calls::default();
    assert!(soon().run(|| call(&calls)).is_err());
    assert_eq!(calls.made(), 2);
    assert_eq!(BUDGET.tokens(), 486, "the retry that was made is paid");
    assert_eq!(BUDGET.retrying(), 0);
}

#[test]
fn a_budget_is_not_charged_by_a_call_that_is_cancelled_already() {
    static BUDGET: Budget = Budget::new().max_concurrent(1);

    #[retry(budget = BUDGET, max_attempts = 5, backoff = ["0s", "1h"], max_delay = "1h")]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let scope = Scope::new().cancelled_by(&cancelled_handle());
    assert!(scope.run(|| call(&Calls::default())).is_err());
    assert_eq!((BUDGET.tokens(), BUDGET.retrying()), (500, 0));
}

#[test]
fn a_budget_of_a_share_gets_back_what_a_cancelled_wait_has_taken() {
    static BUDGET: Budget = Budget::percent_of_calls(0.0, 1, secs(10));

    #[retry(budget = BUDGET, initial_delay = "1h", max_delay = "1h")]
    fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    assert!(soon().run(|| call(&Calls::default())).is_err());
    assert_eq!(BUDGET.tokens(), BUDGET.capacity());
}

#[test]
fn a_budget_keeps_the_price_of_the_attempt_after_a_cancelled_async_wait() {
    static BUDGET: Budget = Budget::new().max_concurrent(1);

    #[retry(budget = BUDGET, initial_delay = "1h", max_delay = "1h")]
    async fn call(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let (handle, calls) = (CancelHandle::new(), Calls::default());
    let scope = Scope::new().cancelled_by(&handle);
    let mut call = pin!(scope.wrap(call(&calls)));
    assert!(poll(call.as_mut()).is_pending());
    handle.cancel();
    assert!(poll(call).is_ready());
    assert_eq!(BUDGET.tokens(), 486, "its retry was made");
    assert_eq!(BUDGET.retrying(), 0);
}

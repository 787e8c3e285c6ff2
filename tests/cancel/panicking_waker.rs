//! A waker that panics keeps nobody else asleep.

use std::future::{Future, pending};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::task::{Context, Wake, Waker};

use reattempt::{CancelHandle, Scope, retry};

#[retry(initial_delay = "1h", max_delay = "1h", on = [_], sleep = |_| pending::<()>())]
async fn waits() -> Result<(), ()> {
    Err(())
}

#[derive(Default)]
struct Woken(AtomicU32);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

struct Panicking;

impl Wake for Panicking {
    fn wake(self: Arc<Self>) {
        panic!("in a waker");
    }
}

#[test]
fn all_others_are_woken_and_the_panic_goes_on_to_who_cancels() {
    let handle = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&handle);
    let woken = [(); 3].map(|()| Arc::new(Woken::default()));
    let wakers = [
        Waker::from(woken[0].clone()),
        Waker::from(Arc::new(Panicking)),
        Waker::from(woken[1].clone()),
        Waker::from(Arc::new(Panicking)),
        Waker::from(woken[2].clone()),
    ];
    let mut calls: Vec<_> = wakers
        .iter()
        .map(|_| Box::pin(scope.wrap(waits())))
        .collect();
    for (call, waker) in calls.iter_mut().zip(&wakers) {
        let call = pin!(call);
        assert!(call.poll(&mut Context::from_waker(waker)).is_pending());
    }

    let cancelled = catch_unwind(AssertUnwindSafe(|| handle.cancel()));
    let panic = cancelled.expect_err("the panic of the waker");
    assert_eq!(panic.downcast_ref(), Some(&"in a waker"));
    assert_eq!(woken.map(|woken| woken.0.load(SeqCst)), [1, 1, 1]);
    assert!(handle.is_cancelled());
}

//! Cancellation in every order in which threads can take their turns. Under loom a wait has no end
//! of its own, so one that misses its cancellation is a deadlock, which loom reports.
#![cfg(loom)]

use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Wake, Waker};
use std::time::{Duration, Instant};

use loom::thread;
use reattempt_runtime::__private::{AsyncState, Call, End, Failure, SyncState, Verdict, Waits};
use reattempt_runtime::{CancelHandle, Clock, Policy, Scope, Site, StopReason};

static POLICY: Policy = Policy::builder()
    .initial_delay(Duration::from_secs(3600))
    .max_delay(Duration::from_secs(3600))
    .build();
static SITE: Site = Site::new("loom", "", POLICY);

const CANCELLED: Verdict = Verdict::Stop(End::GaveUp(StopReason::Cancelled));

fn call() -> Call<'static> {
    Call {
        site: &SITE,
        policy: &POLICY,
        started: None,
    }
}

/// A failed attempt and the wait after it, as the attribute has it.
fn fail_and_wait() -> Verdict {
    let (mut state, mut failure) = (SyncState::new(), Failure::none());
    match state.failed(&call(), &mut failure, None) {
        Verdict::Retry => state.block(&failure, None),
        stop => stop,
    }
}

#[test]
fn cancelling_always_wakes_a_thread_that_waits() {
    loom::model(|| {
        let handle = CancelHandle::new();
        let scope = Scope::new().cancelled_by(&handle);
        let other = thread::spawn(move || handle.cancel());
        assert_eq!(scope.run(fail_and_wait), CANCELLED);
        other.join().unwrap();
    });
}

#[test]
fn either_of_two_handles_wakes_a_thread_that_waits() {
    loom::model(|| {
        let (one, other) = (CancelHandle::new(), CancelHandle::new());
        let scope = Scope::new().cancelled_by(&one).cancelled_by(&other);
        let threads = [one, other].map(|handle| thread::spawn(move || handle.cancel()));
        assert_eq!(scope.run(fail_and_wait), CANCELLED);
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
    });
}

/// A clock on which async waits have no end.
#[derive(Debug)]
struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(pending())
    }

    fn block(&self, _: Duration) {}
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, SeqCst);
    }
}

#[test]
fn cancelling_always_wakes_a_task_that_waits() {
    loom::model(|| {
        let handle = CancelHandle::new();
        let scope = Scope::new().clock(Arc::new(Still)).cancelled_by(&handle);
        let other = thread::spawn(move || handle.cancel());

        let (mut state, woken) = (AsyncState::new(), Arc::<Woken>::default());
        let waker = Waker::from(Arc::clone(&woken));
        let verdict =
            scope.run(|| state.failed(&call(), &mut Failure::none(), None, Waits::ByTimer));
        if verdict == Verdict::Retry {
            let mut polled = |waker: &Waker| {
                let mut context = Context::from_waker(waker);
                scope.run(|| pin!(state.wait()).poll(&mut context).is_ready())
            };
            // The second poll has another waker, which takes the place of the first.
            let ready = polled(Waker::noop()) || polled(&waker);
            other.join().unwrap();
            assert!(ready || woken.0.load(SeqCst));
            assert!(ready || polled(&waker));
        } else {
            assert_eq!(verdict, CANCELLED);
            other.join().unwrap();
        }
    });
}

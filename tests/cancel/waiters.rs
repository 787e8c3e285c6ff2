//! Cancellation wakes whoever waits, however many they are, and keeps no one else's waker.

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::task::{Context, Wake, Waker};
use std::thread;
use std::time::Duration;

use reattempt::{CancelHandle, RetryError, Scope, StopReason, retry};

/// How long a test waits for what is to happen at once.
const LONG: Duration = Duration::from_secs(300);

#[retry(initial_delay = "1h", max_delay = "1h", on = [_])]
fn sync() -> Result<(), RetryError<()>> {
    Err(())
}

#[retry(initial_delay = "1h", max_delay = "1h", on = [_], sleep = |_| pending::<()>())]
async fn asynchronous() -> Result<(), RetryError<()>> {
    Err(())
}

#[retry(initial_delay = "1h", max_delay = "1h", on = [_])]
async fn on_a_timer() -> Result<(), RetryError<()>> {
    Err(())
}

fn reason(result: Result<(), RetryError<()>>) -> StopReason {
    result.expect_err("a failure").reason()
}

#[derive(Default)]
struct Counting(AtomicU32);

impl Counting {
    fn new() -> (Arc<Self>, Waker) {
        let counting = Arc::new(Self::default());
        (Arc::clone(&counting), Waker::from(counting))
    }

    fn woken(&self) -> u32 {
        self.0.load(SeqCst)
    }
}

impl Wake for Counting {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

#[test]
fn one_cancellation_wakes_hundreds_of_threads_and_thousands_of_tasks() {
    const THREADS: usize = 200;
    const TASKS: usize = 2000;

    let handle = CancelHandle::new();
    let scope = Scope::new().cancelled_by(&handle);
    let (ended, ends) = mpsc::channel();
    for _ in 0..THREADS {
        let (scope, ended) = (scope.clone(), ended.clone());
        let waits = move || ended.send(reason(scope.run(sync)));
        let thread = thread::Builder::new().stack_size(128 * 1024);
        thread.spawn(waits).expect("a thread");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.worker_threads(2).enable_time().build();
    let runtime = runtime.expect("a runtime");
    for task in 0..TASKS {
        let (scope, ended) = (scope.clone(), ended.clone());
        runtime.spawn(async move {
            let result = match task % 2 {
                0 => scope.wrap(on_a_timer()).await,
                _ => scope.wrap(asynchronous()).await,
            };
            ended.send(reason(result))
        });
    }
    // Most wait by then; the others find it cancelled.
    thread::sleep(Duration::from_millis(100));
    handle.cancel();
    for _ in 0..THREADS + TASKS {
        let reason = ends.recv_timeout(LONG);
        assert_eq!(reason, Ok(StopReason::Cancelled));
    }
}

#[test]
fn no_cancellation_is_lost_between_a_look_and_the_wait() {
    let (ended, ends) = mpsc::channel();
    for round in 0..2000_u32 {
        let handle = CancelHandle::new();
        let (scope, ended) = (Scope::new().cancelled_by(&handle), ended.clone());
        let waiting = thread::spawn(move || ended.send(reason(scope.run(sync))));
        // At another moment in each round, from before the attempt to within the wait.
        for _ in 0..round % 200 * 50 {
            std::hint::spin_loop();
        }
        handle.cancel();
        assert_eq!(ends.recv_timeout(LONG), Ok(StopReason::Cancelled));
        waiting.join().unwrap().unwrap();
    }
}

#[test]
fn cancelling_wakes_the_waker_of_the_latest_poll_only() {
    let (first, waker_one) = Counting::new();
    let (second, waker_two) = Counting::new();
    let handle = CancelHandle::new();
    let mut call = pin!(Scope::new().cancelled_by(&handle).wrap(asynchronous()));
    let mut poll = |waker: &Waker| {
        let mut context = Context::from_waker(waker);
        call.as_mut().poll(&mut context).is_ready()
    };
    assert!(!poll(&waker_one));
    assert!(!poll(&waker_two));
    assert!(!poll(&waker_two));
    assert_eq!(Arc::strong_count(&first), 2, "only ours is left");

    handle.cancel();
    assert_eq!((first.woken(), second.woken()), (0, 1));
    assert!(poll(&waker_two));
}

#[test]
fn a_call_that_no_longer_waits_leaves_no_waker_with_its_handles() {
    let (counting, waker) = Counting::new();
    let mut context = Context::from_waker(&waker);
    let handles = [(); 2].map(|()| CancelHandle::new());
    let scope = Scope::new()
        .cancelled_by(&handles[0])
        .cancelled_by(&handles[1]);
    let unused = Arc::strong_count(&counting);

    for _ in 0..3 {
        let mut call = Box::pin(scope.wrap(asynchronous()));
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert!(Arc::strong_count(&counting) > unused);
        drop(call);
        assert_eq!(Arc::strong_count(&counting), unused);
    }

    // Ended by one of the two, it is forgotten by the other.
    let mut call = pin!(scope.wrap(asynchronous()));
    assert!(call.as_mut().poll(&mut context).is_pending());
    handles[0].cancel();
    assert!(call.as_mut().poll(&mut context).is_ready());
    assert_eq!(Arc::strong_count(&counting), unused);
    handles[1].cancel();
    assert_eq!(counting.woken(), 1);
}

#[test]
fn a_wait_that_took_its_time_leaves_no_waker_with_its_handle() {
    #[retry(on = [_], sleep = |_| std::future::ready(()), attempt = attempt)]
    async fn call() -> Result<(), ()> {
        if !attempt.is_first() {
            pending::<()>().await;
        }
        Err(())
    }

    let (counting, waker) = Counting::new();
    let unused = Arc::strong_count(&counting);
    let handle = CancelHandle::new();
    let mut second_attempt = pin!(Scope::new().cancelled_by(&handle).wrap(call()));
    let mut context = Context::from_waker(&waker);
    assert!(second_attempt.as_mut().poll(&mut context).is_pending());
    assert_eq!(Arc::strong_count(&counting), unused);
    handle.cancel();
    assert_eq!(counting.woken(), 0, "attempts are not ended");
}

#[test]
fn a_waker_may_cancel_the_handle_that_wakes_it() {
    struct Reentrant(CancelHandle);

    impl Wake for Reentrant {
        fn wake(self: Arc<Self>) {
            assert!(self.0.is_cancelled());
            self.0.cancel();
        }
    }

    let handle = CancelHandle::new();
    let waker = Waker::from(Arc::new(Reentrant(handle.clone())));
    let mut call = pin!(Scope::new().cancelled_by(&handle).wrap(asynchronous()));
    let mut context = Context::from_waker(&waker);
    assert!(call.as_mut().poll(&mut context).is_pending());
    handle.cancel();
    assert!(call.as_mut().poll(&mut context).is_ready());
}

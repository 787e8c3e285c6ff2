//! What an async function waits by, where there is no runtime, or one without a time driver. A process of
//! its own, because it counts threads.

mod support;

use std::cell::Cell;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use reattempt::{Interrupted, retry};
use support::ms;

/// Blocks the thread on a future, as the smallest executors do.
fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        thread::park();
    }
}

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("reset")]
    Reset,
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

#[retry(max_attempts = 2, initial_delay = "20ms", jitter = "none", on = [Reset])]
async fn fails_once(calls: &Cell<u32>) -> Result<u32, Error> {
    calls.set(calls.get() + 1);
    match calls.get() {
        1 => Err(Error::Reset),
        call => Ok(call),
    }
}

#[retry(max_attempts = 1, attempt_timeout = "20ms", on = [Reset])]
async fn hangs() -> Result<(), Error> {
    std::future::pending().await
}

#[retry(max_attempts = 1, attempt_timeout = "1h", on = [Reset])]
async fn succeeds() -> Result<(), Error> {
    Ok(())
}

#[test]
fn a_wait_without_a_runtime_takes_its_time() {
    let start = Instant::now();
    assert_eq!(block_on(fails_once(&Cell::new(0))).unwrap(), 2);
    assert!(start.elapsed() >= ms(20));
}

#[test]
fn a_wait_in_a_runtime_without_a_time_driver_takes_its_time() {
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    let start = Instant::now();
    let result = runtime.block_on(fails_once(&Cell::new(0)));
    assert_eq!(result.unwrap(), 2);
    assert!(start.elapsed() >= ms(20));
}

#[test]
fn an_attempt_without_a_runtime_is_ended() {
    let Error::Interrupted(Interrupted::AttemptTimeout { limit, .. }) =
        block_on(hangs()).unwrap_err()
    else {
        panic!("the timeout of the attempt");
    };
    assert_eq!(limit, ms(20));
}

/// Threads of this process.
#[cfg(target_os = "linux")]
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").unwrap().count()
}

#[test]
#[cfg(target_os = "linux")]
fn ten_thousand_attempts_with_a_timeout_and_dropped_waits_leave_no_thread() {
    #[retry(initial_delay = "1h", max_delay = "1h")]
    async fn waits() -> io::Result<()> {
        Err(io::ErrorKind::ConnectionReset.into())
    }

    let before = threads();
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..10_000 {
        block_on(succeeds()).unwrap();
        assert!(pin!(waits()).poll(&mut context).is_pending());
    }
    // One for all waits, and those of tests that run beside this one.
    assert!(threads() <= before + 8, "{before} -> {}", threads());
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_ended_by_the_sleep_of_the_function() {
    #[retry(
        max_attempts = 1,
        attempt_timeout = "3s",
        sleep = |delay| { slept.set(delay); std::future::ready(()) },
        on = [Reset]
    )]
    async fn hangs(slept: &Cell<Duration>) -> Result<(), Error> {
        std::future::pending().await
    }

    let slept = Cell::new(Duration::ZERO);
    let Error::Interrupted(Interrupted::AttemptTimeout { limit, .. }) =
        hangs(&slept).await.unwrap_err()
    else {
        panic!("the timeout of the attempt");
    };
    assert_eq!(
        (limit, slept.get()),
        (Duration::from_secs(3), Duration::from_secs(3))
    );
}

#[tokio::test]
async fn a_function_with_a_sleep_of_its_own_makes_no_timer_for_an_attempt_that_is_ready() {
    #[retry(
        max_attempts = 1,
        attempt_timeout = "3s",
        sleep = |_| -> std::future::Ready<()> { panic!("not asked") },
        on = [Reset]
    )]
    async fn ready() -> Result<u32, Error> {
        Ok(7)
    }
    assert_eq!(ready().await.unwrap(), 7);
}

thread_local! {
    static PANICS: Cell<u32> = const { Cell::new(0) };
}

/// Counts those of each thread, and leaves the message to the hook before.
fn count_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.set(PANICS.get() + 1);
        before(panic);
    }));
}

#[test]
fn a_runtime_without_a_time_driver_is_found_out_by_one_panic_and_remembered() {
    count_panics();
    let without = || {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    };
    let fails = async || fails_once(&Cell::new(0)).await.unwrap();
    let (first, second) = (without(), without());
    for runtime in [&first, &first, &second, &second, &first] {
        assert_eq!(runtime.block_on(fails()), 2);
    }
    assert_eq!(PANICS.get(), 2);

    let with = tokio::runtime::Builder::new_current_thread();
    let with = { with }.enable_time().start_paused(true).build().unwrap();
    with.block_on(async {
        let start = tokio::time::Instant::now();
        fails().await;
        assert_eq!(start.elapsed(), ms(20), "by the timer of this runtime");
    });
    assert_eq!(PANICS.get(), 2);
}

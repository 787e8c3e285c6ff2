//! By a clock that the program sets: here with the timer of `async-io`. One test, because there is one clock.

use std::cell::Cell;
use std::future::{Ready, ready};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reattempt::{Clock, Interrupted, Scope, retry, set_clock};
use runtimes::{WAITED, called, retried};

/// Remembers what it waited for.
#[derive(Debug, Default)]
struct Waits(Mutex<Vec<Duration>>);

impl Clock for Waits {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.0.lock().unwrap().push(delay);
        Box::pin(async move {
            async_io::Timer::after(delay).await;
        })
    }

    fn block(&self, delay: Duration) {
        self.0.lock().unwrap().push(delay);
        std::thread::sleep(delay);
    }
}

thread_local! {
    /// What functions have waited for by a `sleep` of their own.
    static SLEPT: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

fn sleep(delay: Duration) {
    SLEPT.set(SLEPT.get() + delay);
}

fn sleep_async(delay: Duration) -> Ready<()> {
    sleep(delay);
    ready(())
}

#[retry(max_attempts = 2, backoff = ["20ms"], jitter = "none", on = [_], sleep = sleep)]
fn sleeps() -> io::Result<()> {
    Err(io::ErrorKind::NotFound.into())
}

#[retry(max_attempts = 2, backoff = ["20ms"], jitter = "none", on = [_], sleep = sleep_async)]
async fn sleeps_async() -> io::Result<()> {
    Err(io::ErrorKind::NotFound.into())
}

#[retry(max_attempts = 1, attempt_timeout = "20ms", on = [_], sleep = sleep_async)]
async fn hangs() -> Result<(), Interrupted> {
    std::future::pending().await
}

/// Calls three functions that sleep by themselves, for 20 ms each.
fn call_sleepers() {
    assert!(sleeps().is_err());
    assert!(pollster::block_on(sleeps_async()).is_err());
    assert!(pollster::block_on(hangs()).is_err());
}

#[test]
fn functions_wait_by_the_clock_of_the_program() {
    // Before there is one, the first failure is the end.
    let calls = Cell::new(0);
    assert!(pollster::block_on(retried(&calls)).is_err());
    assert_eq!(calls.get(), 1);

    let clock = Arc::new(Waits::default());
    assert!(set_clock(clock.clone()).is_ok());
    assert!(
        set_clock(Arc::new(Waits::default())).is_err(),
        "the first stays"
    );

    let start = Instant::now();
    assert_eq!(pollster::block_on(retried(&Cell::new(0))).unwrap(), 3);
    assert_eq!(pollster::block_on(called(&Cell::new(0))).unwrap(), 3);
    assert!(start.elapsed() >= 2 * WAITED);
    assert_eq!(*clock.0.lock().unwrap(), [WAITED / 2; 4]);

    // A `sleep` of a function comes before it, and the clock of a scope before both.
    call_sleepers();
    assert_eq!(SLEPT.get(), 3 * WAITED / 2);
    assert_eq!(clock.0.lock().unwrap().len(), 4);
    let scoped = Arc::new(Waits::default());
    Scope::new().clock(scoped.clone()).run(call_sleepers);
    assert_eq!(*scoped.0.lock().unwrap(), [WAITED / 2; 3]);
    assert_eq!(SLEPT.get(), 3 * WAITED / 2);
    assert_eq!(clock.0.lock().unwrap().len(), 4);
}

//! What a call leaves alone: the clock if nobody is told of times, the random numbers if it succeeds at once, the
//! timer if there is nothing to wait for.

use crate::support::{Calls, Error};
use reattempt::{Clock, Scope, retry};
use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

#[retry(on = [Io])]
fn sync(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(on = [Io])]
async fn asynchronous(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(on = [Io], on_event = |_| ())]
fn with_hook(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(max_attempts = 3, max_elapsed = "1h", on = [Io])]
fn with_max_elapsed(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

#[retry(backoff = "fixed", initial_delay = "0s", on = [Io])]
async fn without_delay(calls: &Calls, failures: u32) -> Result<u32, Error> {
    calls.succeed_after(failures)
}

/// Waits for nothing, and counts what is asked of it.
#[derive(Debug)]
pub(crate) struct CountingClock {
    now: Instant,
    reads: Mutex<u32>,
    delays: Mutex<Vec<Duration>>,
}

impl CountingClock {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(CountingClock {
            now: Instant::now(),
            reads: Mutex::default(),
            delays: Mutex::default(),
        })
    }

    pub(crate) fn reads(&self) -> u32 {
        *self.reads.lock().unwrap()
    }

    fn delays(&self) -> Vec<Duration> {
        self.delays.lock().unwrap().clone()
    }
}

impl Clock for CountingClock {
    fn now(&self) -> Instant {
        *self.reads.lock().unwrap() += 1;
        self.now
    }

    fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.block(delay);
        Box::pin(ready(()))
    }

    fn block(&self, delay: Duration) {
        self.delays.lock().unwrap().push(delay);
    }
}

fn poll_once<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing to wait for"),
    }
}

/// How often a call reads the clock that tells so many listeners of its time: at the end of its first attempt, then for
/// each listener before each delay and after the recovery.
fn reads(listeners: u32, failures: u32) -> u32 {
    match (listeners, failures) {
        (0, _) | (_, 0) => 0,
        _ => 1 + listeners * (failures + 1),
    }
}

/// One if log lines go to the crate `log`, as they do where another crate has `tracing` built so. Its level cannot be
/// asked for, so it counts as a listener.
fn lines_to_log() -> u32 {
    let unwanted = tracing::trace_span!("unwanted");
    u32::from(cfg!(feature = "tracing") && !unwanted.is_none())
}

#[test]
fn a_call_that_nobody_listens_to_reads_no_clock() {
    for failures in 0..=2 {
        let clock = CountingClock::new();
        Scope::new().clock(clock.clone()).run(|| {
            sync(&Calls::default(), failures).unwrap();
            poll_once(asynchronous(&Calls::default(), failures)).unwrap();
        });
        // Both waited by this clock, so it is the one that they would have read.
        assert_eq!(clock.delays().len(), 2 * failures as usize);
        assert_eq!(clock.reads(), 2 * reads(lines_to_log(), failures));
    }
}

#[test]
fn a_retried_call_with_a_hook_reads_the_clock_once_for_each_time_it_tells() {
    for failures in 0..=2 {
        let clock = CountingClock::new();
        let scope = Scope::new().clock(clock.clone());
        scope.run(|| with_hook(&Calls::default(), failures).unwrap());
        assert_eq!(clock.reads(), reads(lines_to_log() + 1, failures));
    }
}

#[test]
fn a_success_reads_the_clock_once_for_max_elapsed() {
    let clock = CountingClock::new();
    let scope = Scope::new().clock(clock.clone());
    scope.run(|| with_max_elapsed(&Calls::default(), 0).unwrap());
    assert_eq!(clock.reads(), 1);
}

#[test]
fn a_success_draws_no_random_number() {
    let delays = |successes_before: u32| {
        let clock = CountingClock::new();
        Scope::new().clock(clock.clone()).seed(7).run(|| {
            for _ in 0..successes_before {
                sync(&Calls::default(), 0).unwrap();
                poll_once(asynchronous(&Calls::default(), 0)).unwrap();
            }
            sync(&Calls::default(), 2).unwrap();
        });
        clock.delays()
    };

    assert_eq!(delays(0).len(), 2);
    assert_eq!(delays(0), delays(3));
}

#[test]
fn a_retry_without_delay_lets_other_tasks_run_and_touches_no_timer() {
    let clock = CountingClock::new();
    let calls = Calls::default();
    let woken = Arc::new(CountingWaker::default());
    let waker = Waker::from(Arc::clone(&woken));
    let mut context = Context::from_waker(&waker);

    Scope::new().clock(clock.clone()).run(|| {
        let mut call = pin!(without_delay(&calls, 1));
        assert!(call.as_mut().poll(&mut context).is_pending());
        assert_eq!(woken.times.load(Ordering::Relaxed), 1);
        assert!(call.as_mut().poll(&mut context).is_ready());
    });
    assert!(clock.delays().is_empty());
}

#[derive(Default)]
struct CountingWaker {
    times: AtomicU32,
}

impl Wake for CountingWaker {
    fn wake(self: Arc<Self>) {
        self.times.fetch_add(1, Ordering::Relaxed);
    }
}

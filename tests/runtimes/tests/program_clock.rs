//! By a clock that the program sets: here with the timer of `async-io`. One test, because there is one clock.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reattempt::{Clock, set_clock};
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
}

//! Time that passes by being waited for.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reattempt_runtime::__private::Instant;
use reattempt_runtime::Clock;

/// A clock with which every wait ends at once: it moves on by the length of the wait, and records it.
///
/// Give it to a [`Scope`](crate::Scope), for sync and async functions. It does not move by itself; a body can let
/// time pass by [`advance`](Self::advance). A clone is the same clock.
///
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
///
/// use reattempt::test_util::VirtualClock;
/// use reattempt::{Scope, retry};
///
/// #[retry(max_attempts = 10, backoff = ["1h"], max_delay = "1h", jitter = "none", on = [_])]
/// fn sync() -> Result<(), &'static str> {
///     Err("the other side is down")
/// }
///
/// let clock = Arc::new(VirtualClock::new());
/// let result = Scope::new().clock(clock.clone()).run(sync);
///
/// assert!(result.is_err());
/// assert_eq!(clock.waits(), [Duration::from_secs(3600); 9]);
/// assert_eq!(clock.elapsed(), 9 * Duration::from_secs(3600));
/// ```
#[derive(Clone, Debug)]
pub struct VirtualClock {
    origin: Instant,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    elapsed: Duration,
    waits: Vec<Duration>,
}

impl VirtualClock {
    /// A clock that has not moved.
    pub fn new() -> Self {
        Self {
            origin: Instant::now(),
            state: Arc::default(),
        }
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        let mut state = self.state();
        let elapsed = state.elapsed.saturating_add(by);
        // An instant too far off for the system to name is as good as never: the clock stops.
        if self.origin.checked_add(elapsed).is_some() {
            state.elapsed = elapsed;
        }
    }

    /// How far the clock has moved, by waits and by [`advance`](Self::advance).
    pub fn elapsed(&self) -> Duration {
        self.state().elapsed
    }

    /// Every wait so far, in order.
    pub fn waits(&self) -> Vec<Duration> {
        self.state().waits.clone()
    }

    fn wait(&self, delay: Duration) {
        self.advance(delay);
        self.state().waits.push(delay);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        self.origin + self.elapsed()
    }

    fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let clock = self.clone();
        // Not before it is polled: the timer of an attempt that is ready in time never is.
        Box::pin(async move { clock.wait(delay) })
    }

    fn block(&self, delay: Duration) {
        self.wait(delay);
    }
}

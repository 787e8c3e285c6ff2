//! The clock of the whole program, for a runtime that this crate does not know (feature `program-clock`).

use std::sync::{Arc, OnceLock};

use crate::scope::clock::Clock;

static CLOCK: OnceLock<Arc<dyn Clock>> = OnceLock::new();

/// Has every retried function of the program take the time from `clock` and wait by it, except inside of a
/// [`Scope`](crate::Scope) with a clock of its own and for a function with a `sleep` of its own (feature
/// `program-clock`).
///
/// This is for runtimes whose timer no feature of this crate brings. With the feature an `async fn` compiles
/// without any other timer; where it has to wait before a clock is set, and there is no other timer, the call ends
/// with its error, for the reason [`NoTimer`](crate::StopReason::NoTimer).
///
/// It is a program's to call, at its beginning, and not a library's.
///
/// ```standalone_crate
/// # use reattempt_runtime as reattempt;
/// use std::pin::Pin;
/// use std::sync::Arc;
/// use std::time::{Duration, Instant};
///
/// use reattempt::Clock;
///
/// #[derive(Debug)]
/// struct Runtime;
///
/// impl Clock for Runtime {
///     fn now(&self) -> Instant {
///         Instant::now()
///     }
///
///     fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
/// #       mod my_runtime { pub async fn sleep(_: std::time::Duration) {} }
///         Box::pin(my_runtime::sleep(delay))
///     }
///
///     fn block(&self, delay: Duration) {
///         std::thread::sleep(delay);
///     }
/// }
///
/// assert!(reattempt::set_clock(Arc::new(Runtime)).is_ok());
/// ```
///
/// # Errors
/// `clock`, if one is set already: the first stays.
pub fn set_clock(clock: Arc<dyn Clock>) -> Result<(), Arc<dyn Clock>> {
    CLOCK.set(clock)
}

pub(super) fn clock() -> Option<Arc<dyn Clock>> {
    CLOCK.get().cloned()
}

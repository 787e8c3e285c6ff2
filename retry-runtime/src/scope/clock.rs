//! The one seam through which retrying touches time.

use crate::machine::Instant;
use core::fmt;
use core::pin::Pin;
use core::time::Duration;

/// Monotonic time and waiting, as a [`Scope`](crate::Scope) can replace them.
pub trait Clock: fmt::Debug + Send + Sync {
    /// The present instant; never earlier than one returned before. `Instant` is that of the standard library; on
    /// `wasm32-unknown-unknown`, where that has no clock, that of `web-time` 1, whose name on every other target is
    /// another one for the former.
    fn now(&self) -> Instant;

    /// Waits in an async function.
    fn sleep(&self, delay: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;

    /// Waits in a sync function. A [`CancelHandle`](crate::CancelHandle) cannot end this wait; it is
    /// looked at when it is over.
    fn block(&self, delay: Duration);
}

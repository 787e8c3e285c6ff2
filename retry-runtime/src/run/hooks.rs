//! Calling the user's closures: each function fixes the types that a closure is checked against.

use core::fmt::Display;
use core::time::Duration;

use crate::report::event::Event;

/// Tells a hook.
pub fn notify<E>(event: &Event<'_, E>, hook: impl Fn(&Event<'_, E>)) {
    hook(event);
}

/// Whose call it is: whatever can be shown.
pub fn label<L: Display>(label: &L) -> &L {
    label
}

/// Asks a predicate.
pub fn holds<T: ?Sized>(value: &T, predicate: impl Fn(&T) -> bool) -> bool {
    predicate(value)
}

/// Asks for a server's hint.
pub fn hint<E>(error: &E, retry_after: impl Fn(&E) -> Option<Duration>) -> Option<Duration> {
    retry_after(error)
}

/// Waits in the user's own way.
pub fn sleep_sync(delay: Duration, sleep: impl FnOnce(Duration)) {
    sleep(delay);
}

/// The same where the wait is awaited.
pub fn sleep_async<F>(delay: Duration, sleep: impl FnOnce(Duration) -> F) -> F {
    sleep(delay)
}

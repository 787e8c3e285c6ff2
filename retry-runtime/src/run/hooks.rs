//! Calling the user's closures: each function fixes the types that a closure is checked against. By a trait
//! object, because of a bound the compiler would say which function has it.

use core::fmt::Display;
use core::time::Duration;

use crate::report::event::Event;

/// Tells a hook.
#[inline]
pub fn notify<E>(event: &Event<'_, E>, hook: &dyn Fn(&Event<'_, E>)) {
    hook(event);
}

/// Whose call it is: whatever can be shown.
#[inline]
pub fn label(label: &dyn Display) -> &dyn Display {
    label
}

/// Asks a predicate.
#[inline]
pub fn holds<T: ?Sized>(value: &T, predicate: &dyn Fn(&T) -> bool) -> bool {
    predicate(value)
}

/// Asks for a server's hint.
#[inline]
pub fn hint<E>(error: &E, retry_after: &dyn Fn(&E) -> Option<Duration>) -> Option<Duration> {
    retry_after(error)
}

/// A function that waits for a [`Duration`]: what the option `sleep` takes. `S` is what it returns, in an async
/// function a future.
pub trait Sleeps<S>: FnOnce(Duration) -> S {
    #[doc(hidden)]
    fn sleep(self, delay: Duration) -> S
    where
        Self: Sized;
}

impl<F: FnOnce(Duration) -> S, S> Sleeps<S> for F {
    #[inline]
    fn sleep(self, delay: Duration) -> S {
        self(delay)
    }
}

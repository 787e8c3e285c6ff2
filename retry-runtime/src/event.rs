//! What `on_event` is told.

use core::time::Duration;

use crate::call::Call;
use crate::decision::Verdict;
use crate::failure::Failure;
use crate::history::{History, Past, is_answer};
use crate::{Class, Interrupted, RetryError, StopReason};

/// Something that happened to a call after an attempt of it failed.
///
/// A call that succeeds at once, or whose first error is permanent, has no events: there the
/// function has given its answer. Nor has one that fails where retrying is left to a call around it,
/// or switched off.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a, E> {
    /// An attempt failed; another follows after `delay`, unless the wait is cancelled.
    Retrying(Retrying<'a, E>),
    /// A call succeeded after a failure.
    Recovered(Recovered),
    /// A call failed, after retrying or because it may not retry.
    GaveUp(GaveUp<'a, E>),
}

/// An attempt failed; another follows after `delay`, unless the wait is
/// [cancelled](crate::CancelHandle).
#[derive(Debug)]
#[non_exhaustive]
pub struct Retrying<'a, E> {
    /// The function's name.
    pub name: &'static str,
    /// The attempt that failed, from 1.
    pub attempt: u32,
    /// How many attempts the policy allows; `None` if it is unlimited.
    pub max_attempts: Option<u32>,
    /// The wait before the next attempt.
    pub delay: Duration,
    /// The error's class.
    pub class: Class,
    /// The error; `None` for an attempt that ended without one.
    pub error: Option<&'a E>,
    /// Time since the call, or since the end of its first attempt where nothing asks for the clock
    /// at entry.
    pub elapsed: Duration,
}

/// A call succeeded after a failure.
#[derive(Debug)]
#[non_exhaustive]
pub struct Recovered {
    /// The function's name.
    pub name: &'static str,
    /// How many attempts were made, the successful one included.
    pub attempts: u32,
    /// As in [`Retrying::elapsed`].
    pub elapsed: Duration,
}

/// A call failed, after retrying or because it may not retry.
#[derive(Debug)]
#[non_exhaustive]
pub struct GaveUp<'a, E> {
    /// The function's name.
    pub name: &'static str,
    /// How many attempts were made.
    pub attempts: u32,
    /// Why there was no further attempt.
    pub reason: StopReason,
    /// The class of the last error.
    pub class: Class,
    /// The last error; `None` for an attempt that ended without one.
    pub error: Option<&'a E>,
    /// As in [`Retrying::elapsed`].
    pub elapsed: Duration,
}

impl History<'_> {
    /// The event of a failed attempt, if it is one.
    #[cold]
    pub fn event<'a, E>(
        self,
        call: &Call<'_>,
        failure: &Failure<'_>,
        verdict: Verdict,
        error: Option<&'a E>,
    ) -> Option<Event<'a, E>> {
        let (attempts, elapsed) = self.summary(call);
        let name = call.site.name();
        let class = failure.class;
        match verdict {
            Verdict::Retry => Some(Event::Retrying(Retrying {
                name,
                attempt: attempts,
                max_attempts: self.policy(call).max_attempts(),
                delay: self.delay(),
                class,
                error,
                elapsed,
            })),
            Verdict::Stop(reason) if is_answer(attempts, reason) => None,
            Verdict::Stop(reason) => Some(Event::GaveUp(GaveUp {
                name,
                attempts,
                reason,
                class,
                error,
                elapsed,
            })),
        }
    }

    /// The event of a success after a failure; `none` gives it its type.
    #[cold]
    pub fn recovered_event<E>(self, _none: Option<&E>) -> Event<'_, E> {
        let past = self.0;
        Event::Recovered(Recovered {
            name: past.map_or("", |past| past.site.name()),
            attempts: past.map_or(1, |past| past.attempts.saturating_add(1)),
            elapsed: past.map_or(Duration::ZERO, Past::elapsed),
        })
    }

    /// The error of a function that returns `RetryError`.
    #[cold]
    pub fn gave_up<E>(
        self,
        call: &Call<'_>,
        reason: StopReason,
        last: Result<E, Interrupted>,
    ) -> RetryError<E> {
        let (attempts, elapsed) = self.summary(call);
        RetryError::new(attempts, elapsed, reason, last)
    }

    /// A call whose last value did not satisfy `until`.
    #[cold]
    pub fn unsatisfied(self) -> Interrupted {
        Interrupted::Unsatisfied {
            attempts: self.0.map_or(1, |past| past.attempts),
        }
    }
}

/// Calls a hook: fixes the types a closure is checked against.
pub fn notify<E>(event: &Event<'_, E>, hook: impl Fn(&Event<'_, E>)) {
    hook(event);
}

/// Asks a predicate: fixes the types a closure is checked against.
pub fn holds<T: ?Sized>(value: &T, predicate: impl Fn(&T) -> bool) -> bool {
    predicate(value)
}

/// Asks for a server's hint: fixes the types a closure is checked against.
pub fn hint<E>(error: &E, retry_after: impl Fn(&E) -> Option<Duration>) -> Option<Duration> {
    retry_after(error)
}

/// Waits in the user's own way: fixes the types a closure is checked against.
pub fn sleep_sync(delay: Duration, sleep: impl FnOnce(Duration)) {
    sleep(delay);
}

/// The same where the wait is awaited.
pub fn sleep_async<F>(delay: Duration, sleep: impl FnOnce(Duration) -> F) -> F {
    sleep(delay)
}

//! What `on_event` is told.

use core::fmt::Display;
use core::time::Duration;

use crate::call::Call;
use crate::call::failure::Failure;
use crate::call::history::History;
#[cfg(feature = "std")]
use crate::call::history::RetriedCall;
use crate::call::verdict::{End, Verdict};
use crate::error::class::Class;
use crate::error::stop_reason::StopReason;
use crate::error::text::ErrorText;

/// What happened to a call after a failed attempt.
///
/// A call has no events if it succeeds at once, if its first error is permanent, if retrying is switched off, or if
/// a call around it does the retrying.
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
    /// The `label` of the call, if there is one.
    #[cfg(feature = "std")]
    pub label: Option<String>,
    /// The attempt that failed, from 1.
    pub attempt: u32,
    /// How many attempts the policy allows; `None` if unlimited.
    pub max_attempts: Option<u32>,
    /// The delay before the next attempt.
    pub delay: Duration,
    /// The error's class.
    pub class: Class,
    /// The error's [kind](crate::Classify::kind), as counters have it: `AttemptTimeout` and the like for an attempt
    /// that ended without one.
    pub kind: &'static str,
    /// The error; `None` for an attempt that ended without one.
    pub error: Option<&'a E>,
    /// Time since the end of the first attempt; since the start of the call if an option needs the clock, such as
    /// `max_elapsed`.
    #[cfg(feature = "std")]
    pub elapsed: Duration,
    text: ErrorText<'a>,
}

impl<E> Retrying<'_, E> {
    /// Why the attempt failed, as the log shows it, but not redacted: the error with what caused it, or what ended an
    /// attempt without one, such as `attempt_timeout`.
    pub fn text(&self) -> impl Display + '_ {
        self.text
    }
}

/// A call succeeded after a failure.
#[derive(Debug)]
#[non_exhaustive]
pub struct Recovered {
    /// The function's name.
    pub name: &'static str,
    /// The `label` of the call, if there is one.
    #[cfg(feature = "std")]
    pub label: Option<String>,
    /// How many attempts were made, the successful one included.
    pub attempts: u32,
    /// As in [`Retrying::elapsed`].
    #[cfg(feature = "std")]
    pub elapsed: Duration,
}

/// A call failed, after retrying or because it may not retry.
#[derive(Debug)]
#[non_exhaustive]
pub struct GaveUp<'a, E> {
    /// The function's name.
    pub name: &'static str,
    /// The `label` of the call, if there is one.
    #[cfg(feature = "std")]
    pub label: Option<String>,
    /// How many attempts were made.
    pub attempts: u32,
    /// Why there was no further attempt.
    pub reason: StopReason,
    /// The class of the last error.
    pub class: Class,
    /// Its kind, as in [`Retrying::kind`].
    pub kind: &'static str,
    /// The last error; `None` for an attempt that ended without one.
    pub error: Option<&'a E>,
    /// As in [`Retrying::elapsed`].
    #[cfg(feature = "std")]
    pub elapsed: Duration,
    text: ErrorText<'a>,
}

impl<E> GaveUp<'_, E> {
    /// Why the last attempt failed, as in [`Retrying::text`].
    pub fn text(&self) -> impl Display + '_ {
        self.text
    }
}

/// The event of a failed attempt, if it is one.
#[cold]
pub fn failed_event<'a, E>(
    history: History<'_>,
    call: &Call<'_>,
    failure: &Failure<'a>,
    verdict: Verdict,
    error: Option<&'a E>,
) -> Option<Event<'a, E>> {
    let attempts = history.attempts();
    let name = call.site.name();
    #[cfg(feature = "std")]
    let label = failure.label.map(ToString::to_string);
    let (class, kind, text) = (failure.class, failure.kind, failure.error);
    match verdict {
        Verdict::Retry => Some(Event::Retrying(Retrying {
            name,
            #[cfg(feature = "std")]
            label,
            attempt: attempts,
            max_attempts: history.policy(call).max_attempts(),
            delay: history.delay(),
            class,
            kind,
            error,
            #[cfg(feature = "std")]
            elapsed: history.elapsed(call),
            text,
        })),
        Verdict::Stop(End::Answer(_)) => None,
        Verdict::Stop(End::GaveUp(reason)) => Some(Event::GaveUp(GaveUp {
            name,
            #[cfg(feature = "std")]
            label,
            attempts,
            reason,
            class,
            kind,
            error,
            #[cfg(feature = "std")]
            elapsed: history.elapsed(call),
            text,
        })),
    }
}

/// The event of a success after a failure; `none` gives it its type.
#[cold]
pub fn recovered_event<'a, E>(
    history: History<'_>,
    #[cfg_attr(
        not(feature = "std"),
        expect(unused_variables, reason = "shown on the heap")
    )]
    label: Option<&dyn Display>,
    _none: Option<&'a E>,
) -> Event<'a, E> {
    Event::Recovered(Recovered {
        name: history.0.map_or("", |retried| retried.site.name()),
        #[cfg(feature = "std")]
        label: label.map(ToString::to_string),
        attempts: history.next_attempt(),
        #[cfg(feature = "std")]
        elapsed: history.0.map_or(Duration::ZERO, RetriedCall::elapsed),
    })
}

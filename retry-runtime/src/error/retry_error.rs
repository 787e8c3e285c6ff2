//! The error of a function that wants to tell its caller how the retrying ended.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::error::interrupted::Interrupted;
#[cfg(feature = "std")]
use crate::error::processed;
use crate::error::processed::Processed;
use crate::error::stop_reason::StopReason;

/// The last error of a call, with how many attempts were made, how long they took and why there was
/// no further one.
///
/// A function that returns `Result<T, RetryError<E>>` returns it; its body returns `Result<T, E>`.
#[derive(Debug)]
pub struct RetryError<E> {
    attempts: u32,
    #[cfg(feature = "std")]
    elapsed: Duration,
    reason: StopReason,
    #[cfg(feature = "std")]
    label: Option<Box<str>>,
    last: Last<E>,
    /// What the other side did in the attempts before the last.
    earlier: Processed,
}

/// How the last attempt ended.
#[derive(Debug)]
enum Last<E> {
    Error(E),
    Interrupted(Interrupted),
    /// An open circuit did not let it through; the error is that of the one before.
    #[cfg_attr(
        not(feature = "std"),
        expect(dead_code, reason = "there are no circuits")
    )]
    Refused(E, Refusal),
}

/// On the heap, so that other errors stay small.
#[cfg(feature = "std")]
type Refusal = Box<Interrupted>;
/// Never made: there are no circuits.
#[cfg(not(feature = "std"))]
type Refusal = &'static Interrupted;

impl<E> RetryError<E> {
    pub(crate) fn new(
        attempts: u32,
        #[cfg_attr(
            not(feature = "std"),
            expect(unused_variables, reason = "there is no clock")
        )]
        elapsed: Duration,
        reason: StopReason,
        last: Result<E, Interrupted>,
    ) -> Self {
        Self {
            attempts,
            #[cfg(feature = "std")]
            elapsed,
            reason,
            #[cfg(feature = "std")]
            label: None,
            last: match last {
                Ok(error) => Last::Error(error),
                Err(interrupted) => Last::Interrupted(interrupted),
            },
            earlier: Processed::Nothing,
        }
    }

    /// The same after attempts in which the other side did this.
    pub(crate) fn earlier(mut self, processed: Processed) -> Self {
        self.earlier = processed;
        self
    }

    /// How many attempts were made, including the first, and including those that an open circuit rejected.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Why there was no further attempt.
    pub fn reason(&self) -> StopReason {
        self.reason
    }

    /// The error of the last attempt. If an open circuit rejected the last attempt, the error of the one before.
    /// `None` if `attempt_timeout` or `until` ended the last attempt.
    pub fn error(&self) -> Option<&E> {
        match &self.last {
            Last::Error(error) | Last::Refused(error, _) => Some(error),
            Last::Interrupted(_) => None,
        }
    }

    /// What interrupted the last attempt; `None` if it ended with an error.
    pub fn interrupted(&self) -> Option<&Interrupted> {
        match &self.last {
            Last::Error(_) => None,
            Last::Interrupted(interrupted) => Some(interrupted),
            Last::Refused(_, interrupted) => Some(interrupted),
        }
    }

    /// What [`error`](Self::error) shows.
    ///
    /// # Errors
    /// What interrupted the last attempt, if there is none.
    pub fn into_error(self) -> Result<E, Interrupted> {
        match self.last {
            Last::Error(error) | Last::Refused(error, _) => Ok(error),
            Last::Interrupted(interrupted) => Err(interrupted),
        }
    }
}

/// What only a program with a clock, a heap and breakers can tell.
#[cfg(feature = "std")]
impl<E> RetryError<E> {
    /// The same with the error of the attempt before, which is the last real one if an open circuit did not
    /// let the last attempt through.
    pub(crate) fn after(mut self, error: Option<E>) -> Self {
        self.last = match (self.last, error) {
            (Last::Interrupted(refused @ Interrupted::CircuitOpen { .. }), Some(error)) => {
                Last::Refused(error, Box::new(refused))
            }
            (last, _) => last,
        };
        self
    }

    /// The same, and whose call it was.
    #[must_use]
    #[doc(hidden)]
    pub fn labelled(mut self, label: &dyn fmt::Display) -> Self {
        self.label = Some(label.to_string().into());
        self
    }

    /// The `label` of the call, if there is one.
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// Time from the start of the call to its end, delays included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// As the error that ended the last attempt, for a retrying function around this one; unprocessed only if all
/// attempts were.
#[diagnostic::do_not_recommend]
impl<E: Classify> Classify for RetryError<E> {
    fn classify(&self) -> Class {
        self.cause().classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        Some(self.cause())
    }

    fn kind(&self) -> &'static str {
        self.cause().kind()
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        self.cause().as_error()
    }

    fn is_unprocessed(&self) -> bool {
        self.earlier == Processed::Nothing && self.cause().is_unprocessed()
    }
}

impl<E: Classify> RetryError<E> {
    fn cause(&self) -> &dyn Classify {
        match &self.last {
            Last::Error(error) => error,
            Last::Interrupted(interrupted) => interrupted,
            Last::Refused(_, interrupted) => &**interrupted,
        }
    }
}

impl<E> fmt::Display for RetryError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.attempts == 1 { "" } else { "s" };
        write!(f, "gave up after {} attempt{plural}", self.attempts)?;
        #[cfg(feature = "std")]
        write!(f, " in {:?}", self.elapsed)?;
        write!(f, " ({})", self.reason)
    }
}

impl<E: Error + 'static> Error for RetryError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        #[cfg(feature = "std")]
        processed::tell(self.earlier);
        match &self.last {
            Last::Error(error) => Some(error),
            Last::Interrupted(interrupted) => Some(interrupted),
            Last::Refused(_, interrupted) => Some(&**interrupted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::interrupted::OpenFor;
    use std::io;

    fn ended_with(last: Result<io::Error, Interrupted>) -> RetryError<io::Error> {
        RetryError::new(3, Duration::ZERO, StopReason::Attempts, last)
    }

    #[test]
    fn its_class_is_that_of_what_ended_it() {
        let refused = ended_with(Ok(io::ErrorKind::ConnectionRefused.into()));
        let missing = ended_with(Ok(io::ErrorKind::NotFound.into()));
        let timeout = ended_with(Err(Interrupted::AttemptTimeout {
            limit: Duration::ZERO,
        }));

        assert_eq!(refused.classify(), Class::Unsent);
        assert_eq!(missing.classify(), Class::Permanent);
        assert_eq!(timeout.classify(), Class::Transient);
    }

    #[test]
    fn it_is_seen_through_when_opaque() {
        let refused = ended_with(Ok(io::ErrorKind::ConnectionRefused.into()));
        let opaque: Box<dyn Error> = refused.into();

        assert_eq!(opaque.classify(), Class::Unsent);
    }

    #[test]
    fn an_open_circuit_in_it_is_found_in_an_io_error_of_any_kind() {
        let wait = Duration::from_secs(7);
        let open = ended_with(Err(OpenFor(wait).into()));
        let error = io::Error::new(io::ErrorKind::TimedOut, open);

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
    }
}

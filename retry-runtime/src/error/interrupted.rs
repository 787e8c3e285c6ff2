//! An end of a call that no error of the body's making stands for.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::error::processed::{Earlier, Processed};

/// The kind of a failure by an open circuit.
pub(crate) const CIRCUIT_OPEN: &str = "CircuitOpen";

/// What ended a call that has no error from its body: a timeout, a value that `until` rejected, or an open circuit.
///
/// The error type of a function with `attempt_timeout`, `until` or `breaker` needs `From<Interrupted>`. With
/// `thiserror` this is one variant with `#[from]`:
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::Interrupted;
///
/// #[derive(Debug, thiserror::Error)]
/// enum FetchError {
///     #[error(transparent)]
///     Interrupted(#[from] Interrupted),
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Interrupted {
    /// The last attempt was ended by `attempt_timeout`.
    #[non_exhaustive]
    AttemptTimeout {
        /// How long the attempt was allowed to take.
        limit: Duration,
    },
    /// The last attempt succeeded, but `until` rejected its value.
    #[non_exhaustive]
    Unsatisfied {
        /// How many attempts were made.
        attempts: u32,
    },
    /// The circuit breaker rejected the attempt.
    #[non_exhaustive]
    CircuitOpen {
        /// How long the circuit stays open; [`Duration::MAX`] if the end is not known.
        retry_after: Duration,
        #[doc(hidden)]
        earlier: Earlier,
    },
}

impl Interrupted {
    /// The same after attempts in which the other side did this.
    pub(crate) fn after(self, processed: Processed) -> Self {
        match self {
            Self::CircuitOpen { retry_after, .. } => Self::CircuitOpen {
                retry_after,
                earlier: Earlier(processed),
            },
            other => other,
        }
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AttemptTimeout { limit } => {
                write!(f, "the attempt did not end within {limit:?}")
            }
            Self::Unsatisfied { attempts } => write!(
                f,
                "the value did not satisfy `until` in {attempts} attempts"
            ),
            Self::CircuitOpen { retry_after, .. } => OpenFor(*retry_after).fmt(f),
        }
    }
}

impl Error for Interrupted {}

/// Without what happened before, which is no field of the user's.
impl fmt::Debug for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, field, value): (_, _, &dyn fmt::Debug) = match self {
            Self::AttemptTimeout { limit } => ("AttemptTimeout", "limit", limit),
            Self::Unsatisfied { attempts } => ("Unsatisfied", "attempts", attempts),
            Self::CircuitOpen { retry_after, .. } => (CIRCUIT_OPEN, "retry_after", retry_after),
        };
        f.debug_struct(name).field(field, value).finish()
    }
}

/// As transient as what was waited for; an open circuit is throttled, and says for how long.
#[diagnostic::do_not_recommend]
impl Classify for Interrupted {
    fn classify(&self) -> Class {
        match self {
            Self::AttemptTimeout { .. } | Self::Unsatisfied { .. } => Class::Transient,
            Self::CircuitOpen { .. } => Class::Throttled,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::CircuitOpen { retry_after, .. } => Some(*retry_after),
            Self::AttemptTimeout { .. } | Self::Unsatisfied { .. } => None,
        }
    }

    fn is_unprocessed(&self) -> bool {
        matches!(
            self,
            Self::CircuitOpen {
                earlier: Earlier(Processed::Nothing),
                ..
            }
        )
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::AttemptTimeout { .. } => "AttemptTimeout",
            Self::Unsatisfied { .. } => "Unsatisfied",
            Self::CircuitOpen { .. } => CIRCUIT_OPEN,
        }
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        Some(self)
    }
}

/// A circuit is open, and stays open for this long; [`Duration::MAX`] if the end is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpenFor(pub Duration);

impl fmt::Display for OpenFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Duration::MAX => f.write_str("the circuit is open, with no known end"),
            time => write!(f, "the circuit is open for another {time:?}"),
        }
    }
}

impl Error for OpenFor {}

/// As the [`Interrupted`] it becomes.
#[diagnostic::do_not_recommend]
impl Classify for OpenFor {
    fn classify(&self) -> Class {
        Class::Throttled
    }

    fn retry_after(&self) -> Option<Duration> {
        Some(self.0)
    }

    fn kind(&self) -> &'static str {
        "CircuitOpen"
    }

    fn as_error(&self) -> Option<&(dyn Error + '_)> {
        Some(self)
    }
}

impl From<OpenFor> for Interrupted {
    fn from(open: OpenFor) -> Self {
        Self::CircuitOpen {
            retry_after: open.0,
            earlier: Earlier(Processed::Nothing),
        }
    }
}

/// An error type that can represent an [`Interrupted`]: every `E: From<Interrupted>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot represent an interrupted call",
    label = "`attempt_timeout`, `until` and `breaker` can end a call without an error from the body",
    note = "an enum of your own: add a variant `Interrupted(#[from] reattempt::Interrupted)`",
    note = "any other error: return `Result<_, RetryError<..>>`, not behind an alias"
)]
pub trait FromInterrupted {
    #[doc(hidden)]
    fn from_interrupted(interrupted: Interrupted) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E: From<Interrupted>> FromInterrupted for E {
    fn from_interrupted(interrupted: Interrupted) -> Self {
        interrupted.into()
    }
}

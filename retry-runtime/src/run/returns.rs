//! What a retried function may return.

use crate::call::Call;
use crate::call::history::History;
use crate::error::interrupted::Interrupted;
use crate::error::retry_error::RetryError;
use crate::error::stop_reason::StopReason;

/// A [`Result`], under whatever name: what a retried function returns, unless it returns an `Option`.
///
/// The attribute reaches the error of an alias by it, such as that of `io::Result<T>`.
#[diagnostic::on_unimplemented(
    message = "`#[retry]` needs a function that returns a `Result` or an `Option`, not `{Self}`",
    label = "neither, as far as the attribute can see",
    note = "a call that cannot fail has nothing to retry: return `Result<{Self}, YourError>`, or `Option<T>` \
            where `None` is retried",
    note = "the attribute cannot see through an alias of a future or of `Option`: write `async fn`, \
            `Pin<Box<dyn Future<Output = ..>>>` or `Option<T>`"
)]
pub trait IsResult: Sized {
    /// What success returns.
    type Value;
    /// What failure returns.
    type Error;

    #[doc(hidden)]
    fn into_result(self) -> Result<Self::Value, Self::Error>;

    #[doc(hidden)]
    fn from_value(value: Self::Value) -> Self;

    #[doc(hidden)]
    fn from_error(error: Self::Error) -> Self;

    #[doc(hidden)]
    fn is_success(&self) -> bool;

    #[doc(hidden)]
    fn as_error(&self) -> Option<&Self::Error>;

    /// No error, of the type that the outcome has: for events of attempts that ended without one.
    #[doc(hidden)]
    fn no_error<'a>(&self) -> Option<&'a Self::Error> {
        None
    }

    /// The same of an attempt that may be interrupted.
    #[doc(hidden)]
    fn no_error_within<'a>(_: &Limited<Self>) -> Option<&'a Self::Error> {
        None
    }
}

#[diagnostic::do_not_recommend]
impl<T, E> IsResult for Result<T, E> {
    type Value = T;
    type Error = E;

    #[inline]
    fn into_result(self) -> Self {
        self
    }

    #[inline]
    fn from_value(value: T) -> Self {
        Ok(value)
    }

    #[inline]
    fn from_error(error: E) -> Self {
        Err(error)
    }

    #[inline]
    fn is_success(&self) -> bool {
        self.is_ok()
    }

    #[inline]
    fn as_error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

/// The [`Option`] of the standard library, which the attribute knows by its name alone.
#[diagnostic::on_unimplemented(
    message = "`#[retry]` expects `Option` to be that of the standard library, but here it is `{Self}`",
    label = "another `Option`",
    note = "write its path, such as `self::Option<..>`, or give it another name"
)]
pub trait IsOption {
    /// What success returns.
    type Value;

    #[doc(hidden)]
    fn into_option(self) -> Option<Self::Value>;

    #[doc(hidden)]
    fn from_option(option: Option<Self::Value>) -> Self;

    #[doc(hidden)]
    fn is_success(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T> IsOption for Option<T> {
    type Value = T;

    #[inline]
    fn into_option(self) -> Self {
        self
    }

    #[inline]
    fn from_option(option: Self) -> Self {
        option
    }

    #[inline]
    fn is_success(&self) -> bool {
        self.is_some()
    }
}

/// The [`RetryError`] of this crate, which the attribute knows by its name alone.
#[diagnostic::on_unimplemented(
    message = "`#[retry]` expects `RetryError` to be `reattempt::RetryError`, but here it is `{Self}`",
    label = "another `RetryError`",
    note = "write its path, such as `self::RetryError<..>`, or give it another name: then it is retried like \
            any error"
)]
pub trait IsRetryError {
    /// The error of an attempt.
    type Error;

    #[doc(hidden)]
    fn from_retry_error(error: RetryError<Self::Error>) -> Self;

    /// For code that has to be of the right types where `Self` is not.
    #[doc(hidden)]
    fn same(error: Self::Error) -> Self::Error {
        error
    }
}

#[diagnostic::do_not_recommend]
impl<E> IsRetryError for RetryError<E> {
    type Error = E;

    #[inline]
    fn from_retry_error(error: Self) -> Self {
        error
    }
}

/// What an attempt comes to that may be cut off or not let through.
pub enum Limited<O> {
    /// It ended by itself.
    Ended(O),
    /// It has no outcome.
    Interrupted(Interrupted),
}

/// What interrupted the last attempt, for an error that tells of it alone.
#[cold]
pub fn after_earlier(history: History<'_>, interrupted: Interrupted) -> Interrupted {
    interrupted.after(history.processed_earlier())
}

/// The error of a function that returns `RetryError`.
#[cold]
pub fn retry_error<E>(
    history: History<'_>,
    call: &Call<'_>,
    reason: StopReason,
    last: Result<E, Interrupted>,
) -> RetryError<E> {
    RetryError::new(history.attempts(), history.elapsed(call), reason, last)
        .earlier(history.processed_earlier())
}

/// The same for a last attempt that was interrupted, after one that ended with the error `before`.
#[cfg(feature = "std")]
#[cold]
pub fn retry_error_after<E>(
    history: History<'_>,
    call: &Call<'_>,
    reason: StopReason,
    interrupted: Interrupted,
    before: Option<E>,
) -> RetryError<E> {
    retry_error(history, call, reason, Err(interrupted)).after(before)
}

/// Forgets the error of the attempt before this one, which took its place unless it was not let through.
#[cfg(feature = "std")]
#[cold]
pub fn forget_unless_refused<E>(before: &mut Option<E>, interrupted: &Interrupted) {
    if !matches!(interrupted, Interrupted::CircuitOpen { .. }) {
        *before = None;
    }
}

/// The end of a call whose last value did not satisfy `until`.
#[cold]
pub fn unsatisfied(history: History<'_>) -> Interrupted {
    Interrupted::Unsatisfied {
        attempts: history.0.map_or(1, |retried| retried.attempts),
    }
}

//! What a retried function may return.

use crate::call::Call;
use crate::call::history::History;
use crate::error::interrupted::Interrupted;
use crate::error::retry_error::RetryError;
use crate::error::stop_reason::StopReason;

/// A `Result`, under whatever name.
///
/// The attribute goes through it for two things: to name the error type of an alias such as
/// `io::Result<T>`, and to say in a sentence what is wrong with a function that returns none.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`#[retry]` needs a function that returns a `Result` or an `Option`, not `{Self}`",
    label = "neither of them, as far as the attribute can see",
    note = "a call that cannot fail has nothing to retry: return `Result<{Self}, YourError>`, or `Option<T>` \
            where `None` is to be tried again",
    note = "an alias of a future or of `Option` is not seen through: write `async fn`, \
            `Pin<Box<dyn Future<Output = ..>>>` or `Option<T>`"
)]
pub trait RetryResult {
    /// What success returns.
    type Value;
    /// What failure returns.
    type Error;

    /// The same under the name the loop knows.
    fn into_result(self) -> Result<Self::Value, Self::Error>;

    /// A success.
    fn from_value(value: Self::Value) -> Self;

    /// A failure.
    fn from_error(error: Self::Error) -> Self;

    /// Whether it is an `Ok`.
    fn is_success(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T, E> RetryResult for Result<T, E> {
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
}

/// What one attempt comes to, in any of the forms the loop meets.
pub trait HasError {
    /// The error a hook may be shown.
    type Error;
}

impl<T, E> HasError for Result<T, E> {
    type Error = E;
}

impl<T> HasError for Option<T> {
    type Error = ();
}

impl<O: HasError> HasError for Limited<O> {
    type Error = O::Error;
}

/// What an attempt comes to that may be cut off or not let through.
pub enum Limited<O> {
    /// It ended by itself.
    Ended(O),
    /// It has no outcome.
    Interrupted(Interrupted),
}

/// No error, of the type that `outcome` has: for events of attempts that ended without one.
#[inline]
pub fn no_error<'a, O: HasError>(_outcome: &O) -> Option<&'a O::Error> {
    None
}

/// The error of a function that returns `RetryError`.
#[cold]
pub fn retry_error<E>(
    history: History<'_>,
    call: &Call<'_>,
    reason: StopReason,
    last: Result<E, Interrupted>,
) -> RetryError<E> {
    let (attempts, elapsed) = history.summary(call);
    RetryError::new(attempts, elapsed, reason, last).earlier(history.processed_earlier())
}

/// The same for a last attempt that was interrupted, after one that ended with the error `before`.
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

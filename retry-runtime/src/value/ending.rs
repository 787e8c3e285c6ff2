//! What the caller gets when a call ends without success.

use core::fmt::Display;

use crate::call::Call;
use crate::call::history::History;
use crate::error::interrupted::Interrupted;
use crate::error::retry_error::RetryError;
use crate::error::stop_reason::StopReason;
use crate::run::returns;

/// What the caller gets.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{E}` cannot represent an interrupted call",
    label = "`breaker`, `until` and `attempt_timeout` can end a call without an error from the body",
    note = "add a variant `Interrupted(#[from] reattempt::Interrupted)` to `{E}`",
    note = "or write `.with_retry_error()`, which returns a `RetryError<{E}>`"
)]
pub trait Ending<E> {
    type Error;
    /// The error of the attempt before, where it may be needed after the one that follows.
    type Kept: Default;
    /// Whether the caller is told how long the call took.
    const TELLS_TIME: bool = false;

    fn keep(error: E) -> Self::Kept;

    fn error(history: History<'_>, call: &Call<'_>, reason: StopReason, last: E) -> Self::Error;

    fn interrupted(
        history: History<'_>,
        call: &Call<'_>,
        reason: StopReason,
        interrupted: Interrupted,
        before: Self::Kept,
    ) -> Self::Error;

    /// Says whose call it was, where there is room for it.
    fn labelled(error: Self::Error, _: Option<&dyn Display>) -> Self::Error {
        error
    }
}

/// The same where a call may end without an error of the body's making.
#[doc(hidden)]
pub trait Interruptible {
    type Ending;
}

/// The last error.
#[derive(Clone, Copy, Debug)]
pub struct Own;

impl<E> Ending<E> for Own {
    type Error = E;
    type Kept = ();

    fn keep(_: E) {}

    fn error(_: History<'_>, _: &Call<'_>, _: StopReason, last: E) -> E {
        last
    }

    fn interrupted(
        _: History<'_>,
        _: &Call<'_>,
        _: StopReason,
        interrupted: Interrupted,
        (): (),
    ) -> E {
        unreachable!("{interrupted}, though what can interrupt a call changes its ending")
    }
}

impl Interruptible for Own {
    type Ending = OwnOrInterrupted;
}

/// The last error, which may be made of an [`Interrupted`].
#[derive(Clone, Copy, Debug)]
pub struct OwnOrInterrupted;

#[diagnostic::do_not_recommend]
impl<E: From<Interrupted>> Ending<E> for OwnOrInterrupted {
    type Error = E;
    type Kept = ();

    fn keep(_: E) {}

    fn error(_: History<'_>, _: &Call<'_>, _: StopReason, last: E) -> E {
        last
    }

    fn interrupted(
        history: History<'_>,
        _: &Call<'_>,
        _: StopReason,
        interrupted: Interrupted,
        (): (),
    ) -> E {
        returns::after_earlier(history, interrupted).into()
    }
}

impl Interruptible for OwnOrInterrupted {
    type Ending = Self;
}

/// A [`RetryError`].
#[derive(Clone, Copy, Debug)]
pub struct Reported;

impl<E> Ending<E> for Reported {
    type Error = RetryError<E>;
    type Kept = Option<E>;
    const TELLS_TIME: bool = true;

    fn keep(error: E) -> Option<E> {
        Some(error)
    }

    fn error(history: History<'_>, call: &Call<'_>, reason: StopReason, last: E) -> RetryError<E> {
        returns::retry_error(history, call, reason, Ok(last))
    }

    fn interrupted(
        history: History<'_>,
        call: &Call<'_>,
        reason: StopReason,
        interrupted: Interrupted,
        before: Option<E>,
    ) -> RetryError<E> {
        returns::retry_error_after(history, call, reason, interrupted, before)
    }

    fn labelled(error: RetryError<E>, label: Option<&dyn Display>) -> RetryError<E> {
        match label {
            Some(label) => error.labelled(label),
            None => error,
        }
    }
}

impl Interruptible for Reported {
    type Ending = Self;
}

//! Errors of the pools of `bb8` (feature `bb8-0_9`).

use core::time::Duration;

use bb8::RunError;

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant, as [`classify`](crate::classify) lists; `User` has the class of `E`.
#[diagnostic::do_not_recommend]
impl<E: Classify> Classify for RunError<E> {
    fn classify(&self) -> Class {
        cause(self).map_or(Class::Unsent, Classify::classify)
    }

    fn retry_after(&self) -> Option<Duration> {
        cause(self)?.retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        cause(self).is_some_and(Classify::is_hint_exact)
    }

    fn kind(&self) -> &'static str {
        "bb8::RunError"
    }

    fn is_known(&self) -> bool {
        cause(self).is_none_or(Classify::is_known)
    }

    fn is_unprocessed(&self) -> bool {
        cause(self).is_none_or(Classify::is_unprocessed)
    }
}

/// The error that this one only passes on.
fn cause<E>(error: &RunError<E>) -> Option<&E> {
    match error {
        RunError::User(error) => Some(error),
        RunError::TimedOut => None,
    }
}

//! Errors of the pools of `bb8` (feature `bb8-0_9`).

use bb8::RunError;

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant, as [`classify`](crate::classify) lists; `User` has the class of `E`.
#[diagnostic::do_not_recommend]
impl<E: Classify> Classify for RunError<E> {
    fn classify(&self) -> Class {
        self.forward_to().map_or(Class::Unsent, Classify::classify)
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::User(error) => Some(error),
            Self::TimedOut => None,
        }
    }

    fn kind(&self) -> &'static str {
        "bb8::RunError"
    }
}

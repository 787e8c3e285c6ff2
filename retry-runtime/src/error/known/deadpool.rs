//! Errors of the pools of `deadpool` (feature `deadpool-0_13`).

use deadpool::managed::{HookError, PoolError};

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant, as [`classify`](crate::classify) lists; that of the backend has the class of `E`.
#[diagnostic::do_not_recommend]
impl<E: Classify> Classify for PoolError<E> {
    fn classify(&self) -> Class {
        self.forward_to()
            .map_or_else(|| by_variant(self), Classify::classify)
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::Backend(error) | Self::PostCreateHook(HookError::Backend(error)) => Some(error),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "deadpool::managed::PoolError"
    }
}

fn by_variant<E>(error: &PoolError<E>) -> Class {
    match error {
        PoolError::Timeout(_) => Class::Unsent,
        _ => Class::Permanent,
    }
}

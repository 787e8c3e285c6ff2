//! Errors of the pools of `deadpool` (feature `deadpool-0_13`).

use core::time::Duration;

use deadpool::managed::{HookError, PoolError};

use crate::error::class::Class;
use crate::error::classify::{Classify, unprocessed};

/// By variant, as [`classify`](crate::classify) lists; that of the backend has the class of `E`.
#[diagnostic::do_not_recommend]
impl<E: Classify> Classify for PoolError<E> {
    fn classify(&self) -> Class {
        cause(self).map_or_else(|| by_variant(self), Classify::classify)
    }

    fn retry_after(&self) -> Option<Duration> {
        cause(self)?.retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        cause(self).is_some_and(Classify::is_hint_exact)
    }

    fn kind(&self) -> &'static str {
        "deadpool::managed::PoolError"
    }

    fn is_known(&self) -> bool {
        cause(self).is_none_or(Classify::is_known)
    }

    fn is_unprocessed(&self) -> bool {
        cause(self).map_or_else(|| unprocessed(by_variant(self)), Classify::is_unprocessed)
    }
}

/// The error that this one only passes on.
fn cause<E>(error: &PoolError<E>) -> Option<&E> {
    match error {
        PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => {
            Some(error)
        }
        _ => None,
    }
}

fn by_variant<E>(error: &PoolError<E>) -> Class {
    match error {
        PoolError::Timeout(_) => Class::Unsent,
        _ => Class::Permanent,
    }
}

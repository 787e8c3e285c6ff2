//! Errors of tokio.

use tokio::task::JoinError;
use tokio::time::error::Elapsed;

use crate::error::class::Class;
use crate::error::classify::Classify;

/// Transient: what a timeout ended may have taken effect.
#[diagnostic::do_not_recommend]
impl Classify for Elapsed {
    fn classify(&self) -> Class {
        Class::Transient
    }

    fn kind(&self) -> &'static str {
        "Elapsed"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Permanent: the task panicked, or somebody cancelled it.
#[diagnostic::do_not_recommend]
impl Classify for JoinError {
    fn classify(&self) -> Class {
        Class::Permanent
    }

    fn kind(&self) -> &'static str {
        "JoinError"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

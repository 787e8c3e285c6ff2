//! `sqlx::Error` (feature `sqlx-0_9`).

use sqlx::Error;
use sqlx::error::DatabaseError;

use super::io_kind::is_unresolved;
use super::sqlite_code::sqlite_code;
use super::sqlstate::sqlstate;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant and by the code of the database, as [`classify`](crate::classify) lists.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Self::Database(error) => by_code(&**error),
            Self::Io(error) if !is_unresolved(error) => error.classify(),
            // What is left of the I/O errors is a name that was not resolved.
            Self::Io(_) | Self::PoolTimedOut => Class::Unsent,
            _ => Class::Permanent,
        }
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::Io(error) if !is_unresolved(error) => Some(error),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "sqlx::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

fn by_code(error: &dyn DatabaseError) -> Class {
    match error.code() {
        Some(code) if code.len() == 5 => sqlstate(&code),
        Some(code) => code.parse().map_or(Class::Permanent, sqlite_code),
        None => Class::Permanent,
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;
    use std::io;

    use super::*;
    use crate::error::interrupted::{Interrupted, OpenFor};

    #[test]
    fn a_pool_without_a_free_connection_sent_nothing() {
        assert_eq!(Error::PoolTimedOut.classify(), Class::Unsent);
        assert_eq!(Error::PoolClosed.classify(), Class::Permanent);
        assert_eq!(Error::RowNotFound.classify(), Class::Permanent);
    }

    #[test]
    fn an_open_circuit_keeps_its_hint() {
        let wait = Duration::from_secs(7);
        let error = Error::from(io::Error::from(Interrupted::from(OpenFor(wait))));

        assert_eq!(error.classify(), Class::Throttled);
        assert_eq!(error.retry_after(), Some(wait));
        assert!(error.is_unprocessed());
        assert!(!Error::from(io::Error::other("no type of its own")).is_known());
    }
}

//! The errors of `diesel` (feature `diesel-2`).

use diesel::ConnectionError;
use diesel::result::{DatabaseErrorKind, Error};

use crate::error::class::Class;
use crate::error::classify::Classify;

/// By variant and [`DatabaseErrorKind`], as [`classify`](crate::classify) lists: the error does not have the code of the
/// database.
///
/// A connection that is lost stays lost: a retry needs a new one.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        match self {
            Self::DatabaseError(kind, _) => by_kind(*kind),
            // The connection was lost earlier, perhaps after a statement of this transaction.
            Self::BrokenTransactionManager => Class::Transient,
            Self::RollbackErrorOnCommit { commit_error, .. } => commit_error.classify(),
            _ => Class::Permanent,
        }
    }

    fn kind(&self) -> &'static str {
        "diesel::result::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Whether the connection was lost before or after the statement was run is not said.
fn by_kind(kind: DatabaseErrorKind) -> Class {
    match kind {
        DatabaseErrorKind::SerializationFailure
        | DatabaseErrorKind::ClosedConnection
        // The connection was lost earlier; through `diesel-async` also just now.
        | DatabaseErrorKind::UnableToSendCommand => Class::Transient,
        _ => Class::Permanent,
    }
}

/// Unsent, but permanent if the address of a `MySQL` is none.
///
/// Only the text tells a server that is not there from one that refuses the password, so that this is unsent too, and
/// so are other addresses that are none.
#[diagnostic::do_not_recommend]
impl Classify for ConnectionError {
    fn classify(&self) -> Class {
        match self {
            Self::BadConnection(_) => Class::Unsent,
            // Only settings of the connection were sent.
            Self::CouldntSetupConfiguration(error) => match error.classify() {
                Class::Permanent => Class::Permanent,
                _ => Class::Unsent,
            },
            _ => Class::Permanent,
        }
    }

    fn kind(&self) -> &'static str {
        "diesel::ConnectionError"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(kind: DatabaseErrorKind) -> Error {
        Error::DatabaseError(kind, Box::new(String::new()))
    }

    #[test]
    fn kinds_have_their_class() {
        for (kind, class) in [
            (DatabaseErrorKind::UniqueViolation, Class::Permanent),
            (DatabaseErrorKind::ForeignKeyViolation, Class::Permanent),
            (DatabaseErrorKind::UnableToSendCommand, Class::Transient),
            (DatabaseErrorKind::SerializationFailure, Class::Transient),
            (DatabaseErrorKind::ReadOnlyTransaction, Class::Permanent),
            (DatabaseErrorKind::RestrictViolation, Class::Permanent),
            (DatabaseErrorKind::NotNullViolation, Class::Permanent),
            (DatabaseErrorKind::CheckViolation, Class::Permanent),
            (DatabaseErrorKind::ExclusionViolation, Class::Permanent),
            (DatabaseErrorKind::ClosedConnection, Class::Transient),
            // As a deadlock of `PostgreSQL`, or a `SQLite` that is locked.
            (DatabaseErrorKind::Unknown, Class::Permanent),
        ] {
            assert_eq!(reported(kind).classify(), class, "{kind:?}");
            assert!(!reported(kind).is_unprocessed(), "{kind:?}");
        }
    }

    #[test]
    fn variants_have_their_class() {
        for (error, class) in [
            (Error::NotFound, Class::Permanent),
            (Error::RollbackTransaction, Class::Permanent),
            (Error::AlreadyInTransaction, Class::Permanent),
            (Error::NotInTransaction, Class::Permanent),
            (Error::BrokenTransactionManager, Class::Transient),
        ] {
            assert_eq!(error.classify(), class, "{error}");
            assert!(!error.is_unprocessed(), "{error}");
        }
    }

    #[test]
    fn a_commit_that_could_not_be_rolled_back_has_the_class_of_the_commit() {
        for (kind, class) in [
            (DatabaseErrorKind::SerializationFailure, Class::Transient),
            (DatabaseErrorKind::UniqueViolation, Class::Permanent),
        ] {
            let error = Error::RollbackErrorOnCommit {
                rollback_error: Box::new(reported(DatabaseErrorKind::ClosedConnection)),
                commit_error: Box::new(reported(kind)),
            };
            assert_eq!(error.classify(), class, "{kind:?}");
        }
    }

    #[test]
    fn settings_that_could_not_be_made_sent_nothing_of_the_program() {
        for (kind, class) in [
            (DatabaseErrorKind::ClosedConnection, Class::Unsent),
            // As `diesel-async` says that nobody listens.
            (DatabaseErrorKind::UnableToSendCommand, Class::Unsent),
            (DatabaseErrorKind::Unknown, Class::Permanent),
        ] {
            let error = ConnectionError::CouldntSetupConfiguration(reported(kind));
            assert_eq!(error.classify(), class, "{kind:?}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_permanent() {
        let error = ConnectionError::InvalidConnectionUrl(String::new());
        assert_eq!(error.classify(), Class::Permanent);
    }
}

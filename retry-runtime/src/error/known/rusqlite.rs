//! `rusqlite::Error` (feature `rusqlite-0_39`).

use rusqlite::Error;

use super::sqlite_code::sqlite_code;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By the result code of `SQLite`, as [`classify`](crate::classify) lists; an error without one is permanent.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        self.sqlite_error()
            .map_or(Class::Permanent, |error| sqlite_code(error.extended_code))
    }

    fn kind(&self) -> &'static str {
        "rusqlite::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

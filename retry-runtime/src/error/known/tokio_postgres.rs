//! `tokio_postgres::Error` (feature `tokio-postgres-0_7`).

use std::error::Error as _;
use std::io;

use tokio_postgres::Error;

use super::io_kind::is_unresolved;
use super::sqlstate::sqlstate;
use super::stream::cause_class;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By the `SQLSTATE`, else by the source, as [`classify`](crate::classify) lists.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        if let Some(state) = self.code() {
            sqlstate(state.code())
        } else if self.is_closed() {
            Class::Transient
        } else if is_of_no_name(self) {
            Class::Unsent
        } else {
            cause_class(self)
        }
    }

    fn kind(&self) -> &'static str {
        "tokio_postgres::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// Whether the name of the server was not resolved.
fn is_of_no_name(error: &Error) -> bool {
    error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>())
        .is_some_and(is_unresolved)
}

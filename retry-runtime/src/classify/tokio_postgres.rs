//! `tokio_postgres::Error` (feature `tokio-postgres-0_7`).

use tokio_postgres::Error;

use super::sqlstate;
use super::stream::cause_class;
use crate::{Class, Classify};

/// By the methods of [`Error`]:
///
/// | class | errors |
/// |---|---|
/// | by [`sqlstate`] | `code`, what the server said |
/// | transient | `is_closed`; a retry needs a new connection |
/// | that of the source | every other: an I/O error, so a connection that was refused is unsent; without one permanent |
impl Classify for Error {
    fn classify(&self) -> Class {
        if let Some(state) = self.code() {
            sqlstate(state.code())
        } else if self.is_closed() {
            Class::Transient
        } else {
            cause_class(self)
        }
    }

    fn kind(&self) -> &'static str {
        "tokio_postgres::Error"
    }
}

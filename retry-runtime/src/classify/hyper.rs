//! `hyper::Error` (feature `hyper-1`).

use hyper::Error;

use super::stream::cause_class;
use crate::{Class, Classify};

/// By the methods of [`Error`]:
///
/// | class | errors |
/// |---|---|
/// | unsent | `is_canceled`, `is_closed`: the connection was not ready, or closed before the request was begun |
/// | transient | `is_incomplete_message`, `is_timeout` |
/// | permanent | `is_user`, `is_parse`, `is_body_write_aborted` |
/// | that of the source | every other: an I/O error of the connection, transient if its kind is `Other`; one of HTTP/2 with feature `h2-0_4` |
impl Classify for Error {
    fn classify(&self) -> Class {
        if self.is_user() || self.is_parse() || self.is_body_write_aborted() {
            Class::Permanent
        } else if self.is_canceled() || self.is_closed() {
            Class::Unsent
        } else if self.is_incomplete_message() || self.is_timeout() {
            Class::Transient
        } else {
            cause_class(self)
        }
    }

    fn kind(&self) -> &'static str {
        "hyper::Error"
    }
}

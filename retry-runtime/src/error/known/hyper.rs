//! `hyper::Error` (feature `hyper-1`).

use hyper::Error;

use super::stream::cause_class;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By the methods of [`Error`], else by its source, as [`classify`](crate::classify) lists.
#[diagnostic::do_not_recommend]
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

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

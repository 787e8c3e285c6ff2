//! SMTP errors of `lettre` (feature `lettre-0_11`).

use lettre::transport::smtp::Error;

use super::search::source_class;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// By the methods of [`Error`], else by its source, as [`classify`](crate::classify) lists.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        if self.is_transient() || self.is_response() {
            Class::Transient
        } else if self.is_permanent() || self.is_client() {
            Class::Permanent
        } else {
            source_class(self)
        }
    }

    fn kind(&self) -> &'static str {
        "lettre::transport::smtp::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

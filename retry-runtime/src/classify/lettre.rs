//! SMTP errors of `lettre` (feature `lettre-0_11`).

use lettre::transport::smtp::Error;

use super::opaque::source_class;
use crate::{Class, Classify};

/// By the methods of [`Error`]:
///
/// | class | errors |
/// |---|---|
/// | transient | `is_transient`, a 4xx reply; `is_response`, a reply that broke off or cannot be read |
/// | permanent | `is_permanent`, a 5xx reply; `is_client`; `is_transport_shutdown` |
/// | that of the source | every other: an I/O error of the connection, so one that was refused is unsent |
impl Classify for Error {
    fn classify(&self) -> Class {
        if self.is_transient() || self.is_response() {
            Class::Transient
        } else if self.is_permanent() || self.is_client() || self.is_transport_shutdown() {
            Class::Permanent
        } else {
            source_class(self)
        }
    }

    fn kind(&self) -> &'static str {
        "lettre::transport::smtp::Error"
    }
}

//! `object_store::Error` (feature `object_store-0_14`).

use core::time::Duration;

use object_store::Error;

use super::search::opaque;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// `Generic` by what caused it, as [`classify`](crate::classify) lists; every other variant is permanent.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        cause(self).map_or(Class::Permanent, Classify::classify)
    }

    fn retry_after(&self) -> Option<Duration> {
        cause(self)?.retry_after()
    }

    fn is_hint_exact(&self) -> bool {
        cause(self).is_some_and(Classify::is_hint_exact)
    }

    fn kind(&self) -> &'static str {
        "object_store::Error"
    }

    fn is_known(&self) -> bool {
        cause(self).is_none_or(Classify::is_known)
    }

    fn is_unprocessed(&self) -> bool {
        cause(self).is_some_and(Classify::is_unprocessed)
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// The error that this one only passes on.
fn cause(error: &Error) -> Option<&dyn Classify> {
    match error {
        Error::Generic { source, .. } => Some(opaque(&**source)),
        _ => None,
    }
}

//! `object_store::Error` (feature `object_store-0_14`).

use object_store::Error;

use super::search::opaque;
use crate::error::class::Class;
use crate::error::classify::Classify;

/// `Generic` by what caused it, as [`classify`](crate::classify) lists; every other variant is permanent.
#[diagnostic::do_not_recommend]
impl Classify for Error {
    fn classify(&self) -> Class {
        self.forward_to()
            .map_or(Class::Permanent, Classify::classify)
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        match self {
            Self::Generic { source, .. } => Some(opaque(&**source)),
            _ => None,
        }
    }

    fn kind(&self) -> &'static str {
        "object_store::Error"
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

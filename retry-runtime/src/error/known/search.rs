//! Errors without a type to ask: the chain of sources is searched for one that is known.

use core::iter::successors;
use core::time::Duration;
use std::error::Error;
use std::io;
use std::sync::Arc;

use super::built_in::{BUILT_IN, OWN};
use super::{mistakes, register};
use crate::error::class::Class;
use crate::error::classify::Classify;

/// Tells whether an error is of one known type.
pub(crate) type Find = for<'a> fn(&'a (dyn Error + 'static)) -> Option<&'a dyn Classify>;

/// The error as an `E`, if it is one, be it boxed or shared: a `Box<E>` in the chain hides its `E`.
pub(crate) fn find<'a, E: Classify + Error + 'static>(
    error: &'a (dyn Error + 'static),
) -> Option<&'a dyn Classify> {
    if let Some(error) = error.downcast_ref::<E>() {
        Some(error)
    } else if let Some(error) = error.downcast_ref::<Box<E>>() {
        Some(error)
    } else if let Some(error) = error.downcast_ref::<Arc<E>>() {
        Some(error)
    } else {
        None
    }
}

/// The first error along the chain of sources whose type is known, the error itself included.
pub(super) fn opaque<'a>(error: &'a (dyn Error + 'static)) -> &'a dyn Classify {
    successors(Some(error), |&error| error.source())
        .find_map(known)
        .unwrap_or(&Unknown)
}

/// The first error of this crate's own in what an I/O error carries.
pub(super) fn own(error: &io::Error) -> Option<&dyn Classify> {
    successors(carried(error), |&error| match as_io(error) {
        Some(error) => carried(error),
        None => error.source(),
    })
    .find_map(|error| OWN.iter().find_map(|find| find(error)))
}

/// What [`Error::source`] of an I/O error passes over.
fn carried(error: &io::Error) -> Option<&(dyn Error + 'static)> {
    Some(error.get_ref()?)
}

fn as_io<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    error
        .downcast_ref()
        .or_else(|| error.downcast_ref::<Box<_>>().map(|error| &**error))
        .or_else(|| error.downcast_ref::<Arc<_>>().map(|error| &**error))
}

/// The class of what caused an error that says nothing by itself.
#[cfg(any(
    feature = "hyper-1",
    feature = "lettre-0_11",
    feature = "tokio-postgres-0_7",
))]
pub(super) fn source_class(error: &(dyn Error + 'static)) -> Class {
    error
        .source()
        .map_or(Class::Permanent, |source| opaque(source).classify())
}

fn known<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a dyn Classify> {
    register::finders()
        .chain(OWN.iter().copied())
        .chain(BUILT_IN.iter().copied())
        .chain(mistakes::KNOWN.iter().copied())
        .find_map(|find| find(error))
}

/// Stands for an error in which no known type was found.
struct Unknown;

impl Classify for Unknown {
    fn classify(&self) -> Class {
        Class::Permanent
    }

    fn kind(&self) -> &'static str {
        "unknown"
    }

    fn is_known(&self) -> bool {
        false
    }
}

/// That of the first known type along the chain of sources; permanent if there is none.
#[diagnostic::do_not_recommend]
impl Classify for dyn Error {
    fn classify(&self) -> Class {
        opaque(self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        opaque(self).retry_after()
    }

    fn kind(&self) -> &'static str {
        opaque(self).kind()
    }

    fn is_known(&self) -> bool {
        opaque(self).is_known()
    }

    fn is_unprocessed(&self) -> bool {
        opaque(self).is_unprocessed()
    }
}

/// As for `dyn Error`.
#[diagnostic::do_not_recommend]
impl Classify for dyn Error + Send {
    fn classify(&self) -> Class {
        opaque(self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        opaque(self).retry_after()
    }

    fn kind(&self) -> &'static str {
        opaque(self).kind()
    }

    fn is_known(&self) -> bool {
        opaque(self).is_known()
    }

    fn is_unprocessed(&self) -> bool {
        opaque(self).is_unprocessed()
    }
}

/// As for `dyn Error`.
#[diagnostic::do_not_recommend]
impl Classify for dyn Error + Send + Sync {
    fn classify(&self) -> Class {
        opaque(self).classify()
    }

    fn retry_after(&self) -> Option<Duration> {
        opaque(self).retry_after()
    }

    fn kind(&self) -> &'static str {
        opaque(self).kind()
    }

    fn is_known(&self) -> bool {
        opaque(self).is_known()
    }

    fn is_unprocessed(&self) -> bool {
        opaque(self).is_unprocessed()
    }
}

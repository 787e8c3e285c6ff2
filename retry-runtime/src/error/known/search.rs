//! Errors without a type to ask: the chain of sources is searched for one that is known.

use core::iter::successors;
use std::error::Error;
use std::io;
use std::sync::Arc;

use super::built_in::{BUILT_IN, LISTED, OWN};
use super::{mistakes, register};
use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::error::processed::{Processed, searched};
use crate::error::text::DEEPEST;

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

/// The error and its sources, one after the other.
pub(super) fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    successors(Some(held(error)), |&error| error.source().map(held)).take(DEEPEST)
}

/// What an `Arc<dyn Error>` holds: it is an error itself, whose source is that of what it holds.
fn held<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    if let Some(shared) = error.downcast_ref::<Arc<dyn Error + Send + Sync>>() {
        held(&**shared)
    } else if let Some(shared) = error.downcast_ref::<Arc<dyn Error + Send>>() {
        held(&**shared)
    } else if let Some(shared) = error.downcast_ref::<Arc<dyn Error>>() {
        held(&**shared)
    } else {
        error
    }
}

/// The first error along the chain of sources whose type is known, the error itself included.
pub(super) fn opaque<'a>(error: &'a (dyn Error + 'static)) -> &'a dyn Classify {
    chain(error).find_map(known).unwrap_or(&Unknown)
}

/// Whether the other side certainly did nothing, neither in what `search` finds nor in earlier attempts of the
/// retried calls that it comes from.
pub(super) fn found_unprocessed<'a>(search: impl FnOnce() -> &'a dyn Classify) -> bool {
    let (found, earlier) = searched(search);
    earlier == Processed::Nothing && found.is_unprocessed()
}

/// The first error whose type is this crate's or the program's own, registered: the error itself, what it
/// carries as an I/O error, its sources.
pub(super) fn own<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a dyn Classify> {
    successors(Some(held(error)), |&error| {
        match as_io(error) {
            Some(error) => carried(error),
            None => error.source(),
        }
        .map(held)
    })
    .take(DEEPEST)
    .find_map(|error| finders_of_own().find_map(|find| find(error)))
}

fn finders_of_own() -> impl Iterator<Item = Find> {
    register::finders().chain(OWN.iter().copied())
}

/// What [`Error::source`] of an I/O error passes over.
pub(super) fn carried(error: &io::Error) -> Option<&(dyn Error + 'static)> {
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
    finders_of_own()
        .chain(BUILT_IN.iter().copied())
        .chain(LISTED.iter().copied().flatten().copied())
        .chain(mistakes::KNOWN.iter().copied())
        .chain(mistakes::of_std::KNOWN.iter().copied())
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

    fn forward_to(&self) -> Option<&dyn Classify> {
        Some(opaque(self))
    }

    fn kind(&self) -> &'static str {
        opaque(self).kind()
    }

    fn is_unprocessed(&self) -> bool {
        found_unprocessed(|| opaque(self))
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// As for `dyn Error`.
#[diagnostic::do_not_recommend]
impl Classify for dyn Error + Send {
    fn classify(&self) -> Class {
        opaque(self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        Some(opaque(self))
    }

    fn kind(&self) -> &'static str {
        opaque(self).kind()
    }

    fn is_unprocessed(&self) -> bool {
        found_unprocessed(|| opaque(self))
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

/// As for `dyn Error`.
#[diagnostic::do_not_recommend]
impl Classify for dyn Error + Send + Sync {
    fn classify(&self) -> Class {
        opaque(self).classify()
    }

    fn forward_to(&self) -> Option<&dyn Classify> {
        Some(opaque(self))
    }

    fn kind(&self) -> &'static str {
        opaque(self).kind()
    }

    fn is_unprocessed(&self) -> bool {
        found_unprocessed(|| opaque(self))
    }

    fn as_error(&self) -> Option<&(dyn std::error::Error + '_)> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("shared")]
    struct Shared<S: Error + 'static>(#[source] S);

    #[derive(Debug)]
    struct Cycle;

    impl std::fmt::Display for Cycle {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("cycle")
        }
    }

    impl Error for Cycle {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }

    #[test]
    fn an_error_that_is_its_own_source_is_unknown() {
        let error: Box<dyn Error> = Cycle.into();
        assert_eq!(error.classify(), Class::Permanent);
        assert!(!error.is_known());
        let inside = io::Error::new(io::ErrorKind::TimedOut, Cycle);
        assert_eq!(inside.classify(), Class::Transient);
    }

    /// `Arc<dyn Error>` is an error itself, and one that passes over what it holds.
    #[test]
    fn a_shared_error_without_a_type_is_seen_through() {
        let refused = || io::Error::from(io::ErrorKind::ConnectionRefused);
        let local: Arc<dyn Error> = Arc::new(refused());
        let sent: Arc<dyn Error + Send> = Arc::new(refused());
        let synced: Arc<dyn Error + Send + Sync> = Arc::new(refused());
        let twice: Arc<dyn Error + Send + Sync> = Arc::new(synced.clone());

        for opaque in [
            Box::<dyn Error>::from(Shared(local)),
            Shared(sent).into(),
            Shared(synced.clone()).into(),
            Shared(twice).into(),
            synced.into(),
        ] {
            assert_eq!(opaque.classify(), Class::Unsent, "{opaque:?}");
            assert!(opaque.is_known());
        }
    }
}

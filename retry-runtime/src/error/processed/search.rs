//! What the search of an opaque error learns on its way.

use core::cell::Cell;

use super::Processed;

thread_local! {
    /// What is known of the retried calls that the present search has met.
    static MET: Cell<Option<Processed>> = const { Cell::new(None) };
}

/// Searches an error by [`Error::source`](std::error::Error::source): what it finds, and what is known of the
/// retried calls whose errors it has met before that.
///
/// Their types, [`RetryError<E>`](crate::RetryError) of any `E`, cannot be asked for. So they tell of
/// themselves when they are asked for their source, however they are wrapped.
pub(crate) fn searched<T>(search: impl FnOnce() -> T) -> (T, Processed) {
    let outer = MET.replace(Some(Processed::Nothing));
    let found = search();
    let met = MET.replace(outer);
    (found, met.unwrap_or(Processed::Perhaps))
}

/// The error of a retried call is asked for its source, perhaps by a search.
pub(crate) fn tell(earlier: Processed) {
    MET.set(MET.get().map(|met| met.or(earlier)));
}

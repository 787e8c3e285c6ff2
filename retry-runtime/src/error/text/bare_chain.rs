//! An error, and those that caused it, where there is no heap to compare their texts on.

use core::error::Error;
use core::fmt;
use core::iter::successors;

use super::DEEPEST;

/// The error, then each that caused it.
pub(super) fn write(error: &dyn Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{error}")?;
    for source in successors(error.source(), |&error| error.source()).take(DEEPEST) {
        write!(f, ": {source}")?;
    }
    Ok(())
}

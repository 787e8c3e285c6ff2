//! The types that are found in an opaque error without being registered.

use std::io;

use super::opaque::{Find, find};
use crate::Interrupted;

/// Besides those of [`super::std`].
pub(super) const BUILT_IN: &[Find] = &[
    find::<io::Error>,
    find::<Interrupted>,
    #[cfg(feature = "tokio")]
    find::<tokio::time::error::Elapsed>,
    #[cfg(feature = "tokio")]
    find::<tokio::task::JoinError>,
];

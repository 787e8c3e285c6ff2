//! Whether anybody listens to the log: asked before the clock is read, and before a line takes the place of another.
//!
//! More than the highest level of all there is not to be asked: filters of a subscriber remember their answer for the
//! next event.

use std::sync::OnceLock;

use tracing::Level;
use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};

/// Whether a line at this level can come to anything.
#[inline]
pub(super) fn hear(level: Level) -> bool {
    level <= STATIC_MAX_LEVEL && (level <= LevelFilter::current() || has_log())
}

/// Whether `tracing` was built with its feature `log`: lines go to the crate `log` then, which has a level of its own.
#[inline]
fn has_log() -> bool {
    static HAS_LOG: OnceLock<bool> = OnceLock::new();
    // Only then a span that nobody wants knows what it is about.
    *HAS_LOG.get_or_init(|| !tracing::trace_span!(target: "reattempt", "unwanted").is_none())
}

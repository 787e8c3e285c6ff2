//! A duration, as a text or as a number of seconds.

use core::time::Duration;

use crate::text::parse_duration::{self, DurationError};

use super::Wrong;
use super::node::{Node, beginning};

/// A number is seconds, a text has its unit.
pub(in crate::policy::settings) fn read(
    node: &Node,
    allowed: &'static str,
) -> Result<Duration, Wrong> {
    let invalid = || Wrong::Invalid {
        allowed,
        instead: None,
    };
    match node {
        Node::Text(text) => parse(text).map_err(|error| match reason(text, &error) {
            Some(reason) => Wrong::NoDuration { reason },
            None => invalid(),
        }),
        node => node.number().and_then(from_secs).ok_or_else(invalid),
    }
}

/// A number of seconds, if a duration can be as long: at most about 584 years. A fraction of a
/// nanosecond is rounded, but not to nothing.
pub(super) fn from_secs(secs: f64) -> Option<Duration> {
    let duration = Duration::try_from_secs_f64(secs).ok()?;
    let exists = u64::try_from(duration.as_nanos()).is_ok();
    let vanishes = duration.is_zero() && secs > 0.0;
    (exists && !vanishes).then_some(duration)
}

/// The same language as in the attribute.
pub(super) fn parse(text: &str) -> Result<Duration, DurationError> {
    parse_duration::parse(text)
}

/// Why a text is none and what to write, as the attribute says it. Nothing of a long text, of which that would
/// repeat a part.
pub(super) fn reason(text: &str, error: &DurationError) -> Option<String> {
    beginning(text).is_none().then(|| error.to_string())
}

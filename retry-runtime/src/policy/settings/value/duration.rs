//! A duration, as a text or as a number of seconds.

use core::time::Duration;

use crate::text::parse_duration::{self, DurationError};

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

/// What was most likely meant by a text that is no duration: a number alone lacks its unit.
pub(super) fn instead(text: &str, error: &DurationError) -> Option<String> {
    match error {
        DurationError::NoUnit { number } if number == text.trim() => {
            Some(format!("\"{number}s\" or \"{number}ms\""))
        }
        _ => None,
    }
}

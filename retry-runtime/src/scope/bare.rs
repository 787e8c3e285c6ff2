//! Without `std` nothing surrounds a call: that is what is said here to those who ask. Uses `error`.

pub(crate) mod enclosing;

use crate::error::stop_reason::StopReason;
use crate::scope::enclosing::EnclosingCall;

/// Nobody can cancel a wait.
pub(crate) enum Cancelled {}

impl From<Cancelled> for StopReason {
    fn from(cancelled: Cancelled) -> Self {
        match cancelled {}
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as with `std`")]
pub(crate) const fn check() -> Result<(), Cancelled> {
    Ok(())
}

pub(crate) const fn is_set() -> bool {
    false
}

pub(crate) const fn has_clock() -> bool {
    false
}

pub(crate) const fn enclosing() -> Option<EnclosingCall> {
    None
}

/// There is no clock, and nothing to wait by.
pub(crate) mod time {
    use core::time::Duration;

    use crate::error::stop_reason::StopReason;
    use crate::machine::Instant;

    pub(crate) const fn start() -> Option<Instant> {
        None
    }

    pub(crate) const fn since(start: Instant) -> Duration {
        match start {}
    }

    pub(crate) const fn until(end: Instant) -> Duration {
        match end {}
    }

    pub(crate) const fn block(delay: Duration) -> Result<(), StopReason> {
        if delay.is_zero() {
            Ok(())
        } else {
            Err(StopReason::NoTimer)
        }
    }
}

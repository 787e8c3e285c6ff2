//! The time, and a wait of a sync function: by the scope's clock, else by the system's.

use core::time::Duration;

use crate::error::stop_reason::StopReason;
use crate::machine::{self, Instant};
use crate::scope;
use crate::scope::cancel;

/// The present instant by the scope's clock, else by tokio's (which tests can pause), else by the
/// system's.
pub(crate) fn now() -> Instant {
    match scope::clock() {
        Some(clock) => clock.now(),
        None => machine::now(),
    }
}

/// The beginning of something, for whoever asks later how long it took.
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "without `std` there is no clock")]
pub(crate) fn start() -> Option<Instant> {
    Some(now())
}

/// The time since an instant.
pub(crate) fn since(start: Instant) -> Duration {
    now().saturating_duration_since(start)
}

/// The time until an instant; zero after it.
pub(crate) fn until(end: Instant) -> Duration {
    end.saturating_duration_since(now())
}

/// Waits in a sync function, by the scope's clock or by blocking the thread. A delay of zero may have
/// been cancelled too: by the hook that was told of it.
///
/// # Errors
/// If there is nothing to wait by, or the wait was cancelled.
pub(crate) fn block(delay: Duration) -> Result<(), StopReason> {
    if delay.is_zero() {
        return Ok(scope::check()?);
    }
    let (clock, handles) = scope::waiting();
    match clock {
        Some(clock) => {
            clock.block(delay);
            Ok(handles.check()?)
        }
        None if machine::CAN_BLOCK => Ok(cancel::block(&handles, delay)?),
        None => Err(StopReason::NoTimer),
    }
}

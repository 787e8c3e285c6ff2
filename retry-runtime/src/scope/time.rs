//! Now, and a wait of a sync function: by the scope's clock, else by the system's.

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

//! Now, and a wait of a sync function: by the scope's clock, else by the system's.

use core::time::Duration;
use std::time::Instant;

use crate::scope;
use crate::scope::cancel::{self, Cancelled};

/// The present instant by the scope's clock, else by tokio's (which tests can pause), else by the
/// system's.
pub(crate) fn now() -> Instant {
    match scope::clock() {
        Some(clock) => clock.now(),
        None => system_now(),
    }
}

/// Waits in a sync function, by the scope's clock or by blocking the thread. A delay of zero may have
/// been cancelled too: by the hook that was told of it.
pub(crate) fn block(delay: Duration) -> Result<(), Cancelled> {
    if delay.is_zero() {
        return scope::check();
    }
    let (clock, handles) = scope::waiting();
    match clock {
        Some(clock) => {
            clock.block(delay);
            handles.check()
        }
        None => cancel::block(&handles, delay),
    }
}

#[cfg(feature = "tokio")]
fn system_now() -> Instant {
    tokio::time::Instant::now().into_std()
}

#[cfg(not(feature = "tokio"))]
fn system_now() -> Instant {
    Instant::now()
}

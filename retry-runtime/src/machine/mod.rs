//! What the machine gives: its clocks, a thread that can be stopped, a number to begin with. What differs
//! between machines stands here and in `run/timer`. Uses nothing.

#[cfg(not(feature = "std"))]
mod bare;
#[cfg(not(feature = "std"))]
use bare as this;

#[cfg(all(
    feature = "std",
    not(all(target_family = "wasm", target_os = "unknown", feature = "web-time"))
))]
mod system;
#[cfg(all(
    feature = "std",
    not(all(target_family = "wasm", target_os = "unknown", feature = "web-time"))
))]
use system as this;

#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "web-time"))]
mod web;
#[cfg(all(target_family = "wasm", target_os = "unknown", feature = "web-time"))]
use web as this;

// There the standard library panics when it is asked for the time.
#[cfg(all(
    target_family = "wasm",
    target_os = "unknown",
    feature = "std",
    not(feature = "web-time")
))]
compile_error!(
    "`reattempt` needs a clock, and this target has none of its own: switch on the feature `web-time` of \
     `reattempt`, or `gloo-timers`, which brings it and lets async functions wait"
);

pub(crate) use this::HAS_CLOCK;
#[cfg_attr(
    not(feature = "std"),
    expect(unreachable_pub, reason = "nobody is given one")
)]
pub use this::Instant;
#[cfg(feature = "std")]
pub(crate) use this::{CAN_BLOCK, SystemTime, now, seed};

/// The time since the beginning of 1970 by the wall clock; zero before that.
#[cfg(feature = "http-1")]
pub(crate) fn since_1970() -> core::time::Duration {
    let begin = SystemTime::UNIX_EPOCH;
    SystemTime::now().duration_since(begin).unwrap_or_default()
}

//! By JavaScript's timer, through `gloo-timers`. Tokio and `futures-timer` have none there.

#[cfg(feature = "gloo-timers")]
mod gloo_timers;

#[cfg(feature = "gloo-timers")]
pub(super) use gloo_timers::{Sleep, sleep};

#[cfg(any(feature = "gloo-timers", feature = "program-clock"))]
impl super::HasTimer for super::Features {
    #[inline]
    fn timer(self) -> super::Waits {
        super::Waits::ByTimer
    }
}

#[cfg(not(feature = "gloo-timers"))]
pub(super) type Sleep = core::future::Pending<()>;

/// There is nothing to wait by.
#[cfg(not(feature = "gloo-timers"))]
pub(super) fn sleep(_delay: core::time::Duration) -> Option<Sleep> {
    None
}

//! Without `std`: no clock.

use core::time::Duration;

/// Whether there is a clock.
pub(crate) const HAS_CLOCK: bool = false;

/// An instant, of which there is none: nothing tells the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instant {}

impl Instant {
    pub(crate) const fn checked_add(self, _: Duration) -> Option<Self> {
        match self {}
    }
}

//! What is around a call without `std`: nothing, so that its policy alone decides.

use core::ops::RangeInclusive;

use crate::policy::delay::random::Random;
use crate::scope::enclosing::EnclosingCall;

pub(super) struct Surroundings {
    pub(super) enclosing: Option<EnclosingCall>,
    pub(super) cancelled: bool,
}

#[expect(clippy::unused_self, reason = "as with `std`")]
impl Surroundings {
    pub(super) const NONE: Self = Self {
        enclosing: None,
        cancelled: false,
    };

    /// Those of the running code.
    pub(super) const fn here() -> Self {
        Self::NONE
    }

    /// Whether the body runs once, whatever the policy says.
    pub(super) const fn are_off(&self) -> bool {
        false
    }

    /// Whether there may be an attempt after so many.
    pub(super) const fn allow(&self, _attempts: u32) -> bool {
        true
    }

    /// Whether attempts follow each other without delays.
    pub(super) const fn leave_out_delays(&self) -> bool {
        false
    }

    /// Draws from the program's generator; a range of one value does not.
    pub(super) fn draw(&self, range: RangeInclusive<u64>) -> u64 {
        if range.start() >= range.end() {
            return *range.start();
        }
        Random::with_default(|random| random.within(range))
    }
}

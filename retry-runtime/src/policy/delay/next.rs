//! The delay before the next attempt, or why there is none: for a call, and for a decision without one.

use core::ops::RangeInclusive;

use crate::error::class::Class;
use crate::error::hint::Hint;
use crate::policy::Policy;
use crate::policy::delay::nanos;
use crate::policy::delay::sequence::DelaySequence;

/// Why there is no delay.
pub(crate) enum NoDelay {
    /// The other side asks for a longer one than is allowed; in nanoseconds.
    HintTooLong { hint: u64, allowed: u64 },
    /// It would cross `max_elapsed`.
    Elapsed,
}

impl Policy {
    /// In nanoseconds, with so many `left` of the call's time, if it has an end.
    #[inline]
    pub(crate) fn next_delay(
        &self,
        delays: &mut DelaySequence,
        class: Class,
        hint: Option<Hint>,
        left: Option<u64>,
        draw: impl FnMut(RangeInclusive<u64>) -> u64,
    ) -> Result<u64, NoDelay> {
        if let Some(hint) = hint.map(|hint| nanos::from_duration(hint.time())) {
            let allowed = self.longest_hint(left);
            if hint > allowed {
                return Err(NoDelay::HintTooLong { hint, allowed });
            }
        }
        let delay = delays.next(self, class, hint, draw);
        match left {
            // A wait that would cross the end is never begun, nor an attempt when it is over.
            Some(left) if delay > left || left == 0 => Err(NoDelay::Elapsed),
            _ => Ok(delay),
        }
    }
}

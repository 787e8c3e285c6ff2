//! What the scope around a call says about its next attempt.

use core::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use crate::policy::delay::random::Random;
use crate::scope::enclosing::EnclosingCall;
use crate::scope::{self, Override, Scope};

/// What the scope says about the next attempt.
pub(super) struct Surroundings {
    attempts: Attempts,
    pub(super) enclosing: Option<EnclosingCall>,
    pub(super) cancelled: bool,
    random: Option<Arc<Mutex<Random>>>,
}

/// How many attempts the scope allows a call.
#[derive(Clone, Copy)]
enum Attempts {
    /// As many as its policy.
    ByPolicy,
    /// The first.
    One,
    /// So many, and none more than its policy; without delays between them.
    AtMost(u32),
}

impl Surroundings {
    /// Outside of any scope.
    pub(super) const NONE: Self = Self {
        attempts: Attempts::ByPolicy,
        enclosing: None,
        cancelled: false,
        random: None,
    };

    /// Those of the running code.
    pub(super) fn here() -> Self {
        scope::with(Self::of).unwrap_or(Self::NONE)
    }

    fn of(scope: &Scope) -> Self {
        Self {
            attempts: match scope.instead {
                Some(Override::Off) => Attempts::One,
                Some(Override::AtMost(most)) => Attempts::AtMost(most),
                Some(Override::Policy(_)) | None => Attempts::ByPolicy,
            },
            enclosing: scope.enclosing,
            cancelled: scope.handles.check().is_err(),
            random: scope.random.clone(),
        }
    }

    /// Whether the body runs once, whatever the policy says.
    pub(super) const fn are_off(&self) -> bool {
        matches!(self.attempts, Attempts::One)
    }

    /// Whether there may be an attempt after so many.
    pub(super) const fn allow(&self, attempts: u32) -> bool {
        match self.attempts {
            Attempts::ByPolicy => true,
            Attempts::One => false,
            Attempts::AtMost(most) => attempts < most,
        }
    }

    /// Whether attempts follow each other without delays.
    pub(super) const fn leave_out_delays(&self) -> bool {
        matches!(self.attempts, Attempts::AtMost(_))
    }

    /// Draws from the scope's generator, else the thread's; a range of one value asks neither.
    #[inline]
    pub(super) fn draw(&self, range: RangeInclusive<u64>) -> u64 {
        if range.start() >= range.end() {
            return *range.start();
        }
        match &self.random {
            Some(random) => random
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .within(range),
            None => Random::with_default(|random| random.within(range)),
        }
    }
}

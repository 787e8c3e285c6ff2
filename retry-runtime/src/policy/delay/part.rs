//! Which strategy has a use for what.

use crate::policy::delay::strategy::Strategy;

/// A part of a policy that not every strategy has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Of all but a list of delays and a custom backoff.
    InitialDelay,
    /// Of the exponential backoff.
    Factor,
    /// Of the linear backoff.
    Increment,
    /// Of all but the decorrelated backoff.
    Jitter,
}

impl Part {
    /// Whether `strategy` has a use for it.
    pub const fn is_used_by(self, strategy: Strategy) -> bool {
        match self {
            Self::InitialDelay => !matches!(strategy, Strategy::Schedule(_) | Strategy::Custom(_)),
            Self::Factor => matches!(strategy, Strategy::Exponential),
            Self::Increment => matches!(strategy, Strategy::Linear),
            Self::Jitter => !matches!(strategy, Strategy::Decorrelated),
        }
    }
}

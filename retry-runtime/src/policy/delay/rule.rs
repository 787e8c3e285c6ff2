//! The rule of delays, as a policy stores it: each strategy with its own parameters.

use core::time::Duration;

use crate::error::class::Class;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::nanos;
use crate::policy::delay::strategy::{Backoff, RetryContext, Strategy};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    Fixed,
    /// Without an increment of its own it grows by the initial delay.
    Linear {
        increment: Option<u64>,
    },
    Exponential {
        factor: Factor,
    },
    Fibonacci,
    Decorrelated,
    /// Never empty.
    Schedule(&'static [Duration]),
    Custom(&'static dyn Backoff),
}

impl Rule {
    /// The rule of a strategy whose parameters are unstated.
    pub(crate) const fn new(strategy: Strategy) -> Self {
        match strategy {
            Strategy::Fixed => Self::Fixed,
            Strategy::Linear => Self::Linear { increment: None },
            Strategy::Exponential => Self::Exponential {
                factor: Factor::DEFAULT,
            },
            Strategy::Fibonacci => Self::Fibonacci,
            Strategy::Decorrelated => Self::Decorrelated,
            Strategy::Schedule(delays) => Self::Schedule(delays),
            Strategy::Custom(backoff) => Self::Custom(backoff),
        }
    }

    /// Replaces the strategy; parameters stay only if the old and the new rule share them.
    pub(crate) const fn with_strategy(self, strategy: Strategy) -> Self {
        match (self, strategy) {
            (Self::Linear { .. }, Strategy::Linear)
            | (Self::Exponential { .. }, Strategy::Exponential) => self,
            _ => Self::new(strategy),
        }
    }

    pub(crate) const fn strategy(self) -> Strategy {
        match self {
            Self::Fixed => Strategy::Fixed,
            Self::Linear { .. } => Strategy::Linear,
            Self::Exponential { .. } => Strategy::Exponential,
            Self::Fibonacci => Strategy::Fibonacci,
            Self::Decorrelated => Strategy::Decorrelated,
            Self::Schedule(delays) => Strategy::Schedule(delays),
            Self::Custom(backoff) => Strategy::Custom(backoff),
        }
    }

    /// Tells a rule that learns of a success.
    #[inline]
    pub(crate) fn succeeded(self) {
        if let Self::Custom(backoff) = self {
            backoff.succeeded();
        }
    }

    /// Tells a rule that learns of a failed attempt.
    #[inline]
    pub(crate) fn failed(self, class: Class) {
        if let Self::Custom(backoff) = self {
            backoff.failed(class);
        }
    }

    /// The delay before a retry, before cap and jitter; the cap may be applied already where that makes
    /// no difference to the result. A decorrelated delay has no base; this is its lower end.
    ///
    /// For any number: growth ends after a few dozen steps, or a few million for a factor of
    /// 1.000001.
    #[inline]
    pub(crate) fn base(self, retry: &RetryContext, initial_delay: u64, max_delay: u64) -> u64 {
        let steps = retry.number - 1;
        match self {
            Self::Fixed | Self::Decorrelated => initial_delay,
            Self::Linear { increment } => {
                let increment = increment.unwrap_or(initial_delay);
                initial_delay.saturating_add(increment.saturating_mul(steps.into()))
            }
            Self::Exponential { .. } | Self::Fibonacci => {
                self.growth(retry.number, initial_delay, max_delay).delay
            }
            Self::Schedule(delays) => {
                let index = usize::try_from(steps).unwrap_or(usize::MAX);
                let delay = delays.get(index).or(delays.last());
                delay.copied().map_or(0, nanos::from_duration)
            }
            Self::Custom(backoff) => nanos::from_duration(backoff.delay(retry)),
        }
    }
}

impl Rule {
    /// Where a rule by which each delay grows out of those before it is at a retry.
    pub(crate) fn growth(self, retry: u32, initial_delay: u64, max_delay: u64) -> Growth {
        let mut growth = Growth::first(initial_delay);
        for _ in 1..retry {
            let next = growth.next(self, max_delay);
            if next == growth {
                break;
            }
            growth = next;
        }
        growth
    }
}

/// The delay of a rule by which each grows out of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Growth {
    pub(crate) delay: u64,
    /// The number after `delay` in the fibonacci sequence.
    upcoming: u64,
}

impl Growth {
    pub(crate) const fn first(initial_delay: u64) -> Self {
        Self {
            delay: initial_delay,
            upcoming: initial_delay,
        }
    }

    /// The next delay by `rule`. What is cut to the cap stays there, and no product leaves 64 bits.
    #[inline]
    pub(crate) fn next(self, rule: Rule, max_delay: u64) -> Self {
        match rule {
            Rule::Exponential { factor } => Self {
                delay: factor.grow(self.delay).min(max_delay),
                ..self
            },
            Rule::Fibonacci => Self {
                delay: self.upcoming.min(max_delay),
                upcoming: self.delay.saturating_add(self.upcoming).min(max_delay),
            },
            _ => self,
        }
    }
}

//! The rule of delays, as a policy stores it: each strategy with its own parameters.

use core::time::Duration;

use crate::Class;
use crate::backoff::{Backoff, Retry, Strategy};
use crate::factor::Factor;
use crate::nanos;

#[derive(Clone, Copy, Debug, PartialEq)]
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

    /// Tells a rule that learns of a failed attempt.
    pub(crate) fn failed(self, class: Class) {
        if let Self::Custom(backoff) = self {
            backoff.failed(class);
        }
    }

    /// Whether the delays are computed from `initial_delay`.
    pub(crate) const fn uses_initial_delay(self) -> bool {
        !matches!(self, Self::Schedule(_) | Self::Custom(_))
    }

    /// The delay before retry `number`, counted from 1, before cap and jitter; the cap may be
    /// applied already where that makes no difference to the result.
    ///
    /// For any number: growth ends after a few dozen steps, or a few million for a factor of
    /// 1.000001. A decorrelated delay has no base; this is its lower end.
    pub(crate) fn at(self, number: u32, initial_delay: u64, max_delay: u64) -> u64 {
        let grown = u64::from(number - 1);
        match self {
            Self::Fixed | Self::Decorrelated => initial_delay,
            Self::Linear { increment } => {
                let increment = increment.unwrap_or(initial_delay);
                initial_delay.saturating_add(increment.saturating_mul(grown))
            }
            Self::Exponential { factor } => {
                let mut delay = initial_delay;
                for _ in 0..grown {
                    let next = factor.grow(delay).min(max_delay);
                    if next == delay {
                        break;
                    }
                    delay = next;
                }
                delay
            }
            Self::Fibonacci => {
                let (mut delay, mut upcoming) = (initial_delay, initial_delay);
                for _ in 0..grown {
                    if delay == 0 || delay >= max_delay {
                        break;
                    }
                    (delay, upcoming) = (upcoming, delay.saturating_add(upcoming));
                }
                delay
            }
            Self::Schedule(delays) => {
                let index = usize::try_from(grown).unwrap_or(usize::MAX);
                let delay = delays.get(index).or(delays.last());
                delay.copied().map_or(0, nanos::from_duration)
            }
            Self::Custom(backoff) => nanos::from_duration(backoff.delay(&Retry {
                number,
                previous: Duration::ZERO,
                class: Class::Transient,
            })),
        }
    }
}

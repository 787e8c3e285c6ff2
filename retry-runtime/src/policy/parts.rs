//! What the parts of a policy are.

use core::time::Duration;

use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::nanos;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::strategy::Strategy;

impl Policy {
    /// How many attempts at most, the first included; at least 1. `None` is unlimited.
    pub const fn max_attempts(&self) -> Option<u32> {
        match self.max_attempts {
            Self::UNLIMITED => None,
            attempts => Some(attempts),
        }
    }

    /// The rule of the delays. The list of a [schedule](Strategy::Schedule) is the one that was given,
    /// also where its delays are cut to [`max_delay`](Self::max_delay).
    pub const fn backoff(&self) -> Strategy {
        self.rule.strategy()
    }

    /// `d` of the rule: the first delay before jitter. A [schedule](Strategy::Schedule) says its
    /// first entry here; for a [custom](Strategy::Custom) rule it is the default, unused.
    pub const fn initial_delay(&self) -> Duration {
        Duration::from_nanos(self.initial_delay)
    }

    /// Growth of the exponential backoff, from 1 to 1e9, kept to the millionth; `None` for other
    /// strategies.
    pub const fn factor(&self) -> Option<f64> {
        match self.rule {
            Rule::Exponential { factor } => Some(factor.get()),
            _ => None,
        }
    }

    /// Growth of the linear backoff; `None` for other strategies.
    pub const fn increment(&self) -> Option<Duration> {
        match self.rule {
            Rule::Linear { increment } => Some(match increment {
                Some(nanos) => Duration::from_nanos(nanos),
                None => self.initial_delay(),
            }),
            _ => None,
        }
    }

    /// Upper limit of every delay, jitter included. A server's hint can be longer, up to
    /// [`max_retry_after`](Self::max_retry_after).
    pub const fn max_delay(&self) -> Duration {
        Duration::from_nanos(self.max_delay)
    }

    /// Lower limit of every delay, jitter included.
    pub const fn min_delay(&self) -> Duration {
        Duration::from_nanos(self.min_delay)
    }

    /// How delays are spread; [`Jitter::None`] for the [decorrelated](Strategy::Decorrelated)
    /// backoff, which is random by itself.
    pub const fn jitter(&self) -> Jitter {
        self.jitter
    }

    /// Time limit of the whole call, delays and attempts. `None` is no limit.
    pub const fn max_elapsed(&self) -> Option<Duration> {
        Self::limit(self.max_elapsed)
    }

    /// Shortest delay, before jitter, after a [throttled](crate::Class::Throttled) error without a hint. At most
    /// `max_delay`.
    pub const fn throttled_delay(&self) -> Duration {
        Duration::from_nanos(self.throttled_delay_nanos())
    }

    /// The longest hint of a server, such as `Retry-After`, that is waited for.
    pub const fn max_retry_after(&self) -> Duration {
        Duration::from_nanos(self.max_retry_after_nanos())
    }

    /// The largest `max_attempts` that configuration may set. `None` is no ceiling.
    pub const fn config_max_attempts(&self) -> Option<u32> {
        match self.config_max_attempts {
            Self::UNLIMITED => None,
            attempts => Some(attempts),
        }
    }

    /// The longest delay that configuration may set. `None` is no ceiling.
    pub const fn config_max_delay(&self) -> Option<Duration> {
        Self::limit(self.config_max_delay)
    }

    const fn limit(nanos: u64) -> Option<Duration> {
        match nanos {
            Self::UNSET => None,
            nanos => Some(Duration::from_nanos(nanos)),
        }
    }

    pub(crate) const fn throttled_delay_nanos(&self) -> u64 {
        const LEAST: u64 = nanos::from_duration(Duration::from_secs(1));
        if self.throttled_delay != Self::UNSET {
            return self.throttled_delay;
        }
        let four_times = self.initial_delay.saturating_mul(4);
        if four_times > LEAST {
            four_times
        } else {
            LEAST
        }
    }

    pub(crate) const fn max_retry_after_nanos(&self) -> u64 {
        match self.max_retry_after {
            Self::UNSET => self.default_max_retry_after(),
            nanos => nanos,
        }
    }

    /// The longest time there is, a hint without an end in sight, is not waited for.
    pub(super) const fn default_max_retry_after(&self) -> u64 {
        if self.max_delay == Self::UNSET {
            Self::UNSET - 1
        } else {
            self.max_delay
        }
    }
}

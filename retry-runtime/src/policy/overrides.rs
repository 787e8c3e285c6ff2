//! Parts of a policy that are set from outside.

use core::time::Duration;

use crate::policy::Policy;
use crate::policy::builder::PolicyBuilder;
use crate::policy::delay::jitter::Jitter;
#[cfg(feature = "config")]
use crate::policy::delay::nanos;
use crate::policy::delay::part::Part;
use crate::policy::delay::strategy::Strategy;
#[cfg(feature = "config")]
use crate::policy::error::PolicyError;
use crate::policy::nested::Nested;
#[cfg(feature = "config")]
use crate::policy::settings::key::Key;
use crate::policy::settings::{ErrorNames, LogLevel};

/// Parts of a policy that are set from outside; `None` leaves the function's own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overrides {
    /// Whether it retries at all.
    pub enabled: Option<bool>,
    /// [`u32::MAX`] for no limit.
    pub max_attempts: Option<u32>,
    /// See [`PolicyBuilder::backoff`].
    pub backoff: Option<Strategy>,
    /// See [`PolicyBuilder::initial_delay`].
    pub initial_delay: Option<Duration>,
    /// See [`PolicyBuilder::max_delay`].
    pub max_delay: Option<Duration>,
    /// See [`PolicyBuilder::min_delay`].
    pub min_delay: Option<Duration>,
    /// See [`PolicyBuilder::factor`].
    pub factor: Option<f64>,
    /// See [`PolicyBuilder::increment`].
    pub increment: Option<Duration>,
    /// See [`PolicyBuilder::jitter`].
    pub jitter: Option<Jitter>,
    /// See [`PolicyBuilder::max_elapsed`].
    pub max_elapsed: Option<Duration>,
    /// See [`PolicyBuilder::throttled_delay`].
    pub throttled_delay: Option<Duration>,
    /// See [`PolicyBuilder::max_retry_after`].
    pub max_retry_after: Option<Duration>,
    /// Which errors are retried, by name.
    pub errors: Option<&'static ErrorNames>,
    /// Time for one attempt, where the function has such a limit.
    pub attempt_timeout: Option<Duration>,
    /// The highest level of the attempt log.
    pub log: Option<LogLevel>,
    /// What a call means for those inside of it, where the function says anything of that.
    pub nested: Option<Nested>,
}

impl Overrides {
    /// A builder of `policy` with these parts set. What the strategy has no use for is left out: it
    /// may have been meant for another function, by a pattern that both match.
    pub fn on(&self, policy: &Policy) -> PolicyBuilder {
        let strategy = self.backoff.unwrap_or(policy.backoff());
        let mut builder = policy.to_builder();
        if let Some(attempts) = self.max_attempts {
            builder = builder.max_attempts(attempts);
        }
        if let Some(backoff) = self.backoff {
            builder = builder.backoff(backoff);
        }
        if let Some(delay) = used(self.initial_delay, Part::InitialDelay, strategy) {
            builder = builder.initial_delay(delay);
        }
        if let Some(delay) = self.max_delay {
            builder = builder.max_delay(delay);
        }
        if let Some(delay) = self.min_delay {
            builder = builder.min_delay(delay);
        }
        if let Some(factor) = used(self.factor, Part::Factor, strategy) {
            builder = builder.factor(factor);
        }
        if let Some(increment) = used(self.increment, Part::Increment, strategy) {
            builder = builder.increment(increment);
        }
        if let Some(jitter) = used(self.jitter, Part::Jitter, strategy) {
            builder = builder.jitter(jitter);
        }
        if let Some(limit) = self.max_elapsed {
            builder = builder.max_elapsed(limit);
        }
        if let Some(delay) = self.throttled_delay {
            builder = builder.throttled_delay(delay);
        }
        if let Some(longest) = self.max_retry_after {
            builder = builder.max_retry_after(longest);
        }
        builder
    }

    /// `policy` with these parts set, each within the ceilings, put right where a rule is broken; and
    /// what had to be cut or put right first.
    #[cfg(feature = "config")]
    pub fn applied_to(&self, policy: &Policy) -> (Policy, Option<PolicyError>) {
        let (within, over) = self.not_over(policy).within_ceilings(policy);
        let (policy, broken) = within.on(policy).clamped();
        (policy, over.or(broken))
    }

    /// Without the parts of `policy` that stand over configuration.
    #[cfg(feature = "config")]
    fn not_over(mut self, policy: &Policy) -> Self {
        let over = policy.over_configuration;
        if over.is_empty() {
            return self;
        }
        let below = |key| !over.has(key);
        self.max_attempts = self.max_attempts.filter(|_| below(Key::MaxAttempts));
        self.backoff = self.backoff.filter(|_| below(Key::Backoff));
        self.initial_delay = self.initial_delay.filter(|_| below(Key::InitialDelay));
        self.max_delay = self.max_delay.filter(|_| below(Key::MaxDelay));
        self.min_delay = self.min_delay.filter(|_| below(Key::MinDelay));
        self.factor = self.factor.filter(|_| below(Key::Factor));
        self.increment = self.increment.filter(|_| below(Key::Increment));
        self.jitter = self.jitter.filter(|_| below(Key::Jitter));
        self.max_elapsed = self.max_elapsed.filter(|_| below(Key::MaxElapsed));
        self.throttled_delay = self.throttled_delay.filter(|_| below(Key::ThrottledDelay));
        self.max_retry_after = self.max_retry_after.filter(|_| below(Key::MaxRetryAfter));
        self
    }

    #[cfg(feature = "config")]
    fn within_ceilings(mut self, policy: &Policy) -> (Self, Option<PolicyError>) {
        let mut over = None;
        if let Some(attempts) = self.max_attempts {
            if attempts > policy.config_max_attempts {
                over = Some(PolicyError::AttemptsAboveCeiling {
                    ceiling: policy.config_max_attempts,
                });
                self.max_attempts = Some(policy.config_max_attempts);
            }
        }
        let longest = Duration::from_nanos(policy.config_max_delay);
        let delays = [
            &mut self.initial_delay,
            &mut self.max_delay,
            &mut self.min_delay,
            &mut self.throttled_delay,
            &mut self.max_retry_after,
        ];
        for delay in delays.into_iter().flatten() {
            if nanos::from_duration(*delay) > policy.config_max_delay {
                over.get_or_insert(PolicyError::DelayAboveCeiling { ceiling: longest });
                *delay = longest;
            }
        }
        if let Some(Strategy::Schedule(delays)) = self.backoff {
            if delays.iter().any(|delay| *delay > longest) {
                over.get_or_insert(PolicyError::DelayAboveCeiling { ceiling: longest });
                // The entries cannot be changed, but no delay is longer than this.
                let max_delay = self.max_delay.unwrap_or(policy.max_delay());
                self.max_delay = Some(max_delay.min(longest));
            }
        }
        (self, over)
    }
}

fn used<T>(value: Option<T>, part: Part, strategy: Strategy) -> Option<T> {
    value.filter(|_| part.is_used_by(strategy))
}

#[cfg(all(test, feature = "config"))]
mod tests {
    use super::*;

    const fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn what_is_not_set_stays() {
        let policy = Policy::builder().max_attempts(7).factor(3.0).build();
        assert_eq!(Overrides::default().applied_to(&policy), (policy, None));

        let overrides = Overrides {
            max_attempts: Some(2),
            ..Overrides::default()
        };
        let expected = policy.to_builder().max_attempts(2).build();
        assert_eq!(overrides.applied_to(&policy), (expected, None));
    }

    #[test]
    fn what_the_strategy_has_no_use_for_is_left_out() {
        let overrides = Overrides {
            initial_delay: Some(secs(2)),
            factor: Some(3.0),
            increment: Some(secs(3)),
            jitter: Some(Jitter::None),
            ..Overrides::default()
        };
        let (linear, error) =
            overrides.applied_to(&Policy::builder().backoff(Strategy::Linear).build());
        assert_eq!(error, None);
        assert_eq!(
            linear.to_string(),
            "3 attempts, linear from 2s by 3s up to 60s, no jitter"
        );

        let schedule = Strategy::Schedule(&[const { secs(1) }]);
        let (schedule, error) = overrides.applied_to(&Policy::builder().backoff(schedule).build());
        assert_eq!(error, None);
        assert_eq!(schedule.to_string(), "3 attempts, delays of 1s, no jitter");
    }

    #[test]
    fn a_value_over_its_ceiling_is_cut_to_it() {
        let policy = Policy::builder()
            .max_attempts(20)
            .config_max_attempts(5)
            .config_max_delay(secs(10))
            .build();
        let unlimited = Overrides {
            max_attempts: Some(u32::MAX),
            ..Overrides::default()
        };
        let (cut, error) = unlimited.applied_to(&policy);
        assert_eq!(cut.max_attempts(), Some(5));
        assert_eq!(
            error,
            Some(PolicyError::AttemptsAboveCeiling { ceiling: 5 })
        );

        let slow = Overrides {
            backoff: Some(Strategy::Schedule(&[const { secs(1) }, const { secs(50) }])),
            throttled_delay: Some(secs(50)),
            ..Overrides::default()
        };
        let (cut, error) = slow.applied_to(&policy);
        assert_eq!([cut.max_delay(), cut.throttled_delay()], [secs(10); 2]);
        assert_eq!(
            error,
            Some(PolicyError::DelayAboveCeiling { ceiling: secs(10) })
        );
    }
}

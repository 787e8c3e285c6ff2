//! Putting a policy together.

use core::time::Duration;

use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::nanos;
use crate::policy::delay::strategy::Strategy;
use crate::policy::error::PolicyError;

/// Builds a [`Policy`], from the defaults ([`Policy::builder`]) or from another policy
/// ([`Policy::to_builder`]).
///
/// Setters accept every value; the rules are checked by `build`. The order of setters does not matter, and of
/// several calls of one setter the last one applies. Parts that are not set are those of the policy from which the
/// builder started. But a new [strategy](Self::backoff) does not inherit the parameters of the old one.
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct PolicyBuilder {
    /// What was set, for parts that every strategy uses, else what is inherited.
    pub(crate) policy: Policy,
    /// What the entries of an inherited schedule are cut to.
    pub(crate) inherited_max_delay: u64,
    // Parts that a strategy may have no use for: what was set here, apart from what is inherited.
    pub(crate) strategy: Option<Strategy>,
    pub(crate) initial_delay: Option<u64>,
    pub(crate) factor: Option<f64>,
    pub(crate) increment: Option<u64>,
    pub(crate) jitter: Option<Jitter>,
}

impl Policy {
    /// A builder that starts from the defaults.
    pub const fn builder() -> PolicyBuilder {
        Self::new().to_builder()
    }

    /// A builder that starts from this policy.
    pub const fn to_builder(self) -> PolicyBuilder {
        PolicyBuilder {
            policy: self,
            inherited_max_delay: self.max_delay,
            strategy: None,
            initial_delay: None,
            factor: None,
            increment: None,
            jitter: None,
        }
    }
}

impl PolicyBuilder {
    /// How many attempts at most, the first included: at least 1, which never retries. [`u32::MAX`] is the same as
    /// [`unlimited`](Self::unlimited). Default: 3.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.policy.max_attempts = attempts;
        self
    }

    /// No limit to the number of calls. The delays must not be zero then.
    pub const fn unlimited(self) -> Self {
        self.max_attempts(Policy::UNLIMITED)
    }

    /// The rule of the delays. A strategy other than the inherited one starts with its own default
    /// factor, increment and jitter. Default: [`Strategy::Exponential`].
    pub const fn backoff(mut self, strategy: Strategy) -> Self {
        self.strategy = Some(strategy);
        self
    }

    /// `d` of the rule: the first delay, before jitter. At most `max_delay`; zero is allowed, and
    /// retries at once. Not for a schedule or a custom backoff. Default: 1 s.
    pub const fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = Some(nanos::from_duration(delay));
        self
    }

    /// Upper limit of every delay, jitter included, except after a server's hint. Default: 60 s.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.policy.max_delay = nanos::from_duration(delay);
        self
    }

    /// Lower limit of every delay, jitter included: both ends of the random range are raised to it. At most
    /// `max_delay`. Default: 0.
    pub const fn min_delay(mut self, delay: Duration) -> Self {
        self.policy.min_delay = nanos::from_duration(delay);
        self
    }

    /// Growth of the exponential backoff: from 1 to 1e9, kept to the millionth. Default: 2.
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = Some(factor);
        self
    }

    /// Growth of the linear backoff. Zero is allowed. Default: `initial_delay`.
    pub const fn increment(mut self, increment: Duration) -> Self {
        self.increment = Some(nanos::from_duration(increment));
        self
    }

    /// How delays are spread. Not for the decorrelated backoff. Default: [`Jitter::Equal`].
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = Some(jitter);
        self
    }

    /// Time limit of the whole call, attempts and delays: none begins after it. Zero is allowed, and never retries.
    /// [`Duration::MAX`] is no limit, the default.
    pub const fn max_elapsed(mut self, limit: Duration) -> Self {
        self.policy.max_elapsed = nanos::from_duration(limit);
        self
    }

    /// Shortest delay, before jitter, after a [throttled](crate::Class::Throttled) error without a hint. At most
    /// `max_delay`. The decorrelated backoff uses it as the previous delay. With zero such errors are treated like
    /// others. Default: the larger of 1 s and 4 × `initial_delay`.
    pub const fn throttled_delay(mut self, delay: Duration) -> Self {
        self.policy.throttled_delay = set(delay);
        self
    }

    /// The longest hint of a server, such as `Retry-After`, that is waited for; a longer one ends the call,
    /// for the reason [`StopReason::Hint`](crate::StopReason::Hint). It may be above `max_delay`, and then the
    /// wait for a hint is as well. Zero waits for no hint but one of zero. Default: `max_delay`.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::Policy;
    ///
    /// const POLICY: Policy = Policy::builder()
    ///     .max_delay(Duration::from_secs(10))
    ///     .max_retry_after(Duration::from_secs(300))
    ///     .build();
    ///
    /// assert_eq!(POLICY.max_retry_after(), Duration::from_secs(300));
    /// assert_eq!(Policy::new().max_retry_after(), Policy::new().max_delay());
    /// ```
    pub const fn max_retry_after(mut self, longest: Duration) -> Self {
        self.policy.max_retry_after = set(longest);
        self
    }

    /// The largest `max_attempts` that configuration may set for a function with this policy. A larger one is an
    /// error of the configuration, and so is `unlimited`. It does not limit the value in the code. 0 means 1, and
    /// [`u32::MAX`] is no ceiling, the default.
    pub const fn config_max_attempts(mut self, attempts: u32) -> Self {
        self.policy.config_max_attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// The longest delay that configuration from outside may set for a function with this policy,
    /// by `initial_delay`, `max_delay`, `min_delay`, `throttled_delay`, `max_retry_after` or a list of
    /// delays: a longer one is an error of the configuration. It does not limit the code.
    /// [`Duration::MAX`] is no ceiling, the default.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::Policy;
    ///
    /// const POLICY: Policy = Policy::builder()
    ///     .max_attempts(5)
    ///     .config_max_attempts(10)
    ///     .config_max_delay(Duration::from_secs(300))
    ///     .build();
    ///
    /// assert_eq!(POLICY.config_max_attempts(), Some(10));
    /// ```
    pub const fn config_max_delay(mut self, delay: Duration) -> Self {
        self.policy.config_max_delay = nanos::from_duration(delay);
        self
    }

    /// The policy; in a `const`, checked at compile time.
    ///
    /// ```compile_fail
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::Policy;
    ///
    /// const NEVER: Policy = Policy::builder().max_attempts(0).build();
    /// ```
    ///
    /// # Panics
    ///
    /// If a rule is broken: see [`PolicyError`]. For values known only at run time use
    /// [`try_build`](Self::try_build) or [`clamped`](Self::clamped).
    #[track_caller]
    pub const fn build(self) -> Policy {
        match self.check() {
            (policy, None) => policy,
            (_, Some(error)) => panic!("{}", error.rule()),
        }
    }

    /// The policy, from values known only at run time.
    ///
    /// # Errors
    ///
    /// The first rule that is broken.
    pub const fn try_build(self) -> Result<Policy, PolicyError> {
        match self.check() {
            (policy, None) => Ok(policy),
            (_, Some(error)) => Err(error),
        }
    }

    /// The nearest policy that keeps all rules, and the first rule that was broken.
    ///
    /// | broken | put right |
    /// |---|---|
    /// | no attempts | 1 attempt |
    /// | `factor` out of range | the nearest end of the range; not a number: 2 |
    /// | fraction of jitter out of range | the nearest end of the range; not a number: equal jitter |
    /// | `initial_delay` or a scheduled delay above `max_delay` | cut to `max_delay` |
    /// | `min_delay` above `max_delay` | cut to `max_delay` |
    /// | empty schedule | fixed, `initial_delay` |
    /// | part the strategy has no use for | left out |
    /// | unlimited attempts without a delay | 3 attempts |
    ///
    /// A list of delays that was cut is allowed from then on, as are policies built from this one. Its
    /// entries come back as far as a later, higher `max_delay` lets them; a lower one is refused, as it
    /// is below what they were cut to.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::{Policy, PolicyError};
    ///
    /// let (policy, error) = Policy::builder().max_attempts(0).clamped();
    ///
    /// assert_eq!(policy.max_attempts(), Some(1));
    /// assert_eq!(error, Some(PolicyError::ZeroAttempts));
    /// ```
    pub const fn clamped(self) -> (Policy, Option<PolicyError>) {
        self.check()
    }
}

/// For a part of which one value is taken for "unset": a nanosecond in 584 years is not missed.
const fn set(time: Duration) -> u64 {
    match nanos::from_duration(time) {
        Policy::UNSET => Policy::UNSET - 1,
        nanos => nanos,
    }
}

/// Starts from the defaults.
impl Default for PolicyBuilder {
    fn default() -> Self {
        Policy::builder()
    }
}

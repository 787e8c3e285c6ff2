//! Guards of one tenant or row, by settings as a value.

use super::{Breaker, BreakerBuilder, BreakerError, Budget, BudgetBuilder, BudgetError};
use crate::policy::settings::key::Key;
use crate::policy::settings::{PolicySettings, SettingsError};

impl PolicySettings {
    /// A budget with the numbers of `base`, and in their place those of the settings `budget_..`.
    ///
    /// ```
    /// # mod reattempt {
    /// #     pub mod config { pub use reattempt_runtime::settings::PolicySettings; }
    /// #     pub use reattempt_runtime::guard;
    /// # }
    /// use reattempt::config::PolicySettings;
    /// use reattempt::guard::Budget;
    ///
    /// # fn tenant() -> PolicySettings {
    /// #     use reattempt_runtime::settings::Key;
    /// #     PolicySettings::new().set(Key::BudgetCapacity, "100").unwrap()
    /// # }
    /// let settings: PolicySettings = tenant(); // { "budget_capacity": 100 }
    /// let budget = settings.budget(Budget::builder())?;
    /// assert_eq!(budget.capacity(), 100);
    /// # Ok::<(), reattempt::guard::BudgetError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first rule that is broken.
    pub fn budget(&self, base: BudgetBuilder) -> Result<Budget, BudgetError> {
        base.with(&self.guard_numbers().budget).try_build()
    }

    /// A breaker with the numbers of `base`, and in their place those of the settings `breaker_..`. With
    /// `breaker_force` it begins forced open or forced closed.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Breaker`] for the first rule that is broken, such as `breaker_min_calls` for a breaker that goes
    /// by failures in a row, or both `breaker_consecutive_failures` and `breaker_failure_rate`.
    pub fn breaker(&self, base: BreakerBuilder) -> Result<Breaker, SettingsError> {
        let numbers = self.guard_numbers().breaker;
        let built = match base.contradiction(&numbers) {
            Some(error) => Err(error),
            None => base.with(&numbers).try_build(),
        };
        built.map_err(|error| self.told(&error))
    }

    /// A rule of the builder, in the words of the settings.
    fn told(&self, error: &BreakerError) -> SettingsError {
        let in_code = || SettingsError::BreakerInCode {
            reason: error.to_string(),
        };
        let broken = self.broken(error);
        broken.map_or_else(in_code, |(key, value, reason)| SettingsError::Breaker {
            key,
            value,
            reason,
        })
    }

    /// The setting that a rule is broken by, its value and the reason; `None` if that is none of them.
    fn broken(&self, error: &BreakerError) -> Option<(Key, String, String)> {
        let value = |key: Key| self.iter().find(|(set, _)| *set == key);
        let origin = |key: Key| match value(key) {
            Some(_) => format!("the {key}"),
            None => format!("the {key} that the code has"),
        };
        let (key, reason): (Key, String) = match error {
            BreakerError::StreakAndRate => {
                let (streak, failures) = value(Key::BreakerConsecutiveFailures)?;
                let reason = format!("does not go with {streak} = {failures}: leave one out");
                (Key::BreakerFailureRate, reason)
            }
            BreakerError::UnusedWindow => (Key::BreakerWindow, needs(Key::BreakerFailureRate)),
            BreakerError::UnusedMinCalls => (Key::BreakerMinCalls, needs(Key::BreakerFailureRate)),
            BreakerError::UnusedSlowCallRate => (
                Key::BreakerSlowCallRateThreshold,
                "needs breaker_slow_call_duration_threshold and breaker_failure_rate".to_owned(),
            ),
            BreakerError::UnusedGrowth if value(Key::BreakerOpenForFactor).is_some() => {
                (Key::BreakerOpenForFactor, needs(Key::BreakerMaxOpenFor))
            }
            BreakerError::UnusedGrowth => {
                (Key::BreakerMaxOpenFor, needs(Key::BreakerOpenForFactor))
            }
            BreakerError::MinCallsOutOfRange { most, .. }
                if value(Key::BreakerMinCalls).is_some() =>
            {
                let reason = format!("must be at most {most}, as many calls as the window holds");
                (Key::BreakerMinCalls, reason)
            }
            BreakerError::MinCallsOutOfRange { calls, .. } => {
                let min_calls = origin(Key::BreakerMinCalls);
                (
                    Key::BreakerWindow,
                    format!("must be at least {calls}, {min_calls}"),
                )
            }
            BreakerError::MaxOpenForBelowOpenFor { open_for, .. }
                if value(Key::BreakerMaxOpenFor).is_some() =>
            {
                let origin = origin(Key::BreakerOpenFor);
                (
                    Key::BreakerMaxOpenFor,
                    format!("must be at least {open_for:?}, {origin}"),
                )
            }
            BreakerError::MaxOpenForBelowOpenFor { max, .. } => {
                let origin = origin(Key::BreakerMaxOpenFor);
                (
                    Key::BreakerOpenFor,
                    format!("must be at most {max:?}, {origin}"),
                )
            }
            // Each value is within its range.
            _ => return None,
        };
        let (key, value) = value(key)?;
        Some((key, value, reason))
    }
}

fn needs(key: Key) -> String {
    format!("needs {key} as well")
}

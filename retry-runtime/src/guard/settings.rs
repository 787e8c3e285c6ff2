//! Guards of one tenant or row, by settings as a value.

use super::{Breaker, BreakerBuilder, BreakerError, Budget, BudgetBuilder, BudgetError};
use crate::policy::settings::PolicySettings;

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
    /// The first rule that is broken, such as `breaker_min_calls` for a breaker that goes by failures in a row, or both
    /// `breaker_consecutive_failures` and `breaker_failure_rate`.
    pub fn breaker(&self, base: BreakerBuilder) -> Result<Breaker, BreakerError> {
        let numbers = self.guard_numbers().breaker;
        match base.contradiction(&numbers) {
            Some(error) => Err(error),
            None => base.with(&numbers).try_build(),
        }
    }
}

//! Numbers of budgets and breakers that are set from outside; `None` leaves the guard's own.

use core::time::Duration;

/// What is set of the guards of one name.
#[allow(missing_docs, reason = "each is called as what it is of")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GuardNumbers {
    pub budget: BudgetNumbers,
    pub breaker: BreakerNumbers,
}

/// What is set of a budget: see [`BudgetBuilder`](crate::guard::BudgetBuilder).
#[allow(missing_docs, reason = "called as in the builder")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BudgetNumbers {
    pub capacity: Option<u32>,
    pub transient_cost: Option<u32>,
    pub throttled_cost: Option<u32>,
    pub success_reward: Option<f64>,
    pub refill_per_second: Option<f64>,
    pub floor: Option<u32>,
    pub max_concurrent: Option<u32>,
}

/// What is set of a breaker: see [`BreakerBuilder`](crate::guard::BreakerBuilder).
#[allow(missing_docs, reason = "called as in the builder")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BreakerNumbers {
    pub force: Option<BreakerForce>,
    pub consecutive_failures: Option<u32>,
    pub failure_rate: Option<f64>,
    pub window: Option<WrittenWindow>,
    pub min_calls: Option<u32>,
    pub slow_call_duration_threshold: Option<Duration>,
    pub slow_call_rate_threshold: Option<f64>,
    pub open_for: Option<Duration>,
    pub open_for_factor: Option<f64>,
    pub max_open_for: Option<Duration>,
    pub probes: Option<u32>,
    pub lease: Option<Duration>,
}

/// The window of a failure rate, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenWindow {
    /// So many calls.
    Calls(u32),
    /// So long.
    Time(Duration),
}

/// The setting `breaker_force`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerForce {
    /// No call is made.
    Open,
    /// Every call is made.
    Closed,
    /// The breaker decides.
    Auto,
}

impl BreakerForce {
    pub(crate) const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Auto];

    /// Its word in the configuration.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Auto => "auto",
        }
    }
}

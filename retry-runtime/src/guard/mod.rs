//! What keeps retries from making an outage worse. Uses `scope` and what is before it.
//!
//! - [`Budget`]: how many retries all callers together may make.
//! - [`Breaker`]: makes no calls while the server keeps failing; breakers of other crates can be used by
//!   [`CircuitBreaker`].
//! - [`Adaptive`]: longer delays for all callers while the server fails.
//! - [`PerKey`]: a breaker or a budget for each host or tenant.
//!
//! All can be a `static` that the functions which call one server share.

mod adaptive;
pub(crate) mod breaker;
pub(crate) mod budget;
mod circuit;
#[cfg(feature = "config")]
#[doc(hidden)]
pub mod configured;
pub(crate) mod handle;
pub(crate) mod in_drop;
mod keyed;
#[cfg(feature = "sites")]
pub(crate) mod list;
mod origin;
mod per_key;
#[cfg(feature = "config")]
mod settings;
mod sync;

pub use adaptive::{Adaptive, AdaptiveBuilder};
pub use breaker::{
    Breaker, BreakerBuilder, BreakerChange, BreakerCounts, BreakerError, BreakerState,
    BreakerWindow, PermanentErrors,
};
pub use budget::{Budget, BudgetBuilder, BudgetCounts, BudgetError, Refusal, Withdrawal};
pub use circuit::{CallOutcome, CircuitBreaker, OpenFor, Permit, Ticket};
pub use keyed::Keyed;
#[cfg(feature = "sites")]
pub use list::{ListGuards, Listed, ListedGuard, breakers, budgets, list};
pub use per_key::PerKey;

use crate::policy::delay::nanos::MILLION;

/// A number of `0..=max` in millionths, to the nearest; `None` for any other.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "in range: never negative, at most 2^52"
)]
const fn millionths(value: f64, max: u32) -> Option<u64> {
    if value >= 0.0 && value <= max as f64 {
        Some((value * MILLION as f64 + 0.5) as u64)
    } else {
        None
    }
}

/// There is no list.
#[cfg(not(feature = "sites"))]
mod no_list {
    /// Puts guards on the list of all, which the feature `sites` has.
    #[macro_export]
    macro_rules! list_guards {
        ($($guard:expr),+ $(,)?) => {};
    }

    #[doc(hidden)]
    #[macro_export]
    macro_rules! __list_guards_of {
        ($name:expr, $budget:expr, $breaker:expr) => {};
    }
}

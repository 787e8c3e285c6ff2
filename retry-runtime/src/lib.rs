//! What the `#[retry]` attribute of `reattempt` needs at run time: the policy, the maths of delays,
//! the classes of errors and the attempt log.
//!
//! Use it through `reattempt`, which re-exports it. Inside, the folders stand in this order, and each
//! uses only those before it: `text` and `machine`, `error`, `policy`, `site`, `scope`, `guard` and `call`, `report`,
//! `run`, `value`.

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod call;
#[cfg(rust_analyzer)]
#[doc(hidden)]
pub mod editor;
mod error;
#[cfg(feature = "std")]
pub mod guard;
mod machine;
mod policy;
mod report;
mod run;
// Without `std` nothing surrounds a call.
#[cfg_attr(not(feature = "std"), path = "scope/bare.rs")]
mod scope;
mod site;
mod text;
#[cfg(feature = "std")]
pub mod value;

pub use call::attempt::Attempt;
#[cfg(feature = "getrandom")]
pub use call::attempt::AttemptKey;
pub use error::class::Class;
pub use error::classify::Classify;
pub use error::interrupted::Interrupted;
pub use error::kind::KindName;
pub use error::retry_error::RetryError;
pub use error::stop_reason::StopReason;
#[cfg(feature = "std")]
pub use guard::{Adaptive, Breaker, Budget};
pub use policy::builder::PolicyBuilder;
pub use policy::delay::jitter::{Fraction, Jitter};
pub use policy::delay::random::set_seed;
pub use policy::delay::strategy::{Backoff, RetryContext, Strategy};
pub use policy::error::PolicyError;
pub use policy::next::{CustomBackoff, Decision};
pub use policy::past::Past;
pub use policy::schedule::Delays;
#[cfg(feature = "std")]
pub use policy::schedule::{Band, Schedule, ScheduledAttempt};
pub use policy::{Policy, presets};
pub use report::event::{Event, GaveUp, Recovered, Retrying};
#[cfg(any(feature = "tracing", feature = "sites"))]
pub use report::log::redact_errors;
#[cfg(feature = "metrics")]
pub use report::metrics;
#[cfg(feature = "std")]
pub use run::nested::Nested;
#[cfg(feature = "std")]
pub use scope::cancel::CancelHandle;
#[cfg(feature = "std")]
pub use scope::clock::Clock;
#[cfg(feature = "program-clock")]
pub use scope::program::set_clock;
#[cfg(feature = "std")]
pub use scope::{Scope, Scoped, observer};
pub use site::Site;
#[cfg(feature = "config")]
pub use site::settings;
#[cfg(feature = "sites")]
pub use site::{Counts, sites};
#[cfg(feature = "std")]
pub use value::{Retry, RetryLoop};

/// What the attribute and the derive ask of types that a program gives them.
///
/// There is nothing here to implement or to call, and the methods change with any version: the traits have
/// names so that the compiler can say which of them a type lacks.
pub mod bounds {
    pub use crate::error::derive::{ForwardField, HintField};
    pub use crate::error::interrupted::FromInterrupted;
    #[cfg(feature = "std")]
    pub use crate::guard::handle::{BreakerHandle, BudgetHandle};
    pub use crate::policy::delay::jitter::IntoJitter;
    pub use crate::policy::handle::PolicyHandle;
    pub use crate::run::arguments::IsCopy;
    pub use crate::run::hooks::Sleeps;
    pub use crate::run::returns::{IsOption, IsResult, IsRetryError};
    pub use crate::run::timeout::AttemptLimit;
    #[cfg(feature = "std")]
    pub use crate::run::timer::{Features, HasTimer};
}

pub mod classify {
    #![doc = include_str!("error/known/mappings.md")]

    #[cfg(feature = "http-1")]
    pub use crate::error::known::http_1;
    pub use crate::error::known::http_status::http_status;
    pub use crate::error::known::sqlite_code::sqlite_code;
    pub use crate::error::known::sqlstate::sqlstate;
}

/// Outcomes that tests put in the place of an attempt's own (feature `test-util`).
#[cfg(feature = "test-util")]
pub mod test_util {
    pub use crate::scope::injection::{Faults, Injection, Outcome, Script};
}

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

//! What the `#[retry]` attribute of `reattempt` needs at run time: the policy, the maths of delays,
//! the classes of errors and the attempt log.
//!
//! Use it through `reattempt`, which re-exports it.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod after;
mod attempt;
mod backoff;
mod builder;
mod call;
mod cancel;
mod check;
mod class;
pub mod classify;
mod clock;
#[cfg(feature = "config")]
pub mod configured;
mod decision;
mod delays;
mod entry;
mod event;
mod factor;
mod failure;
mod forward;
mod fresh;
pub mod guard;
mod guards;
mod history;
#[cfg(feature = "test-util")]
mod injection;
mod interrupted;
mod jitter;
mod kind;
mod layers;
mod log;
#[cfg(feature = "metrics")]
pub mod metrics;
mod nanos;
mod nested;
mod notice;
pub mod observer;
mod outcome;
#[cfg(feature = "config")]
mod overrides;
mod policy;
mod policy_display;
mod policy_error;
#[cfg(feature = "serde")]
mod policy_serialize;
pub mod presets;
mod progress;
mod random;
mod retry_error;
mod rule;
mod schedule;
mod scope;
mod short;
mod site;
mod span;
mod state;
mod stop;
mod table;
mod text;
mod timeout;
mod timer;

pub use attempt::{Attempt, AttemptKey};
pub use backoff::{Backoff, Retry, Strategy};
pub use builder::PolicyBuilder;
pub use cancel::CancelHandle;
pub use class::Class;
pub use classify::Classify;
pub use clock::Clock;
pub use delays::Delays;
pub use event::{Event, GaveUp, Recovered, Retrying};
pub use guard::{Adaptive, Breaker, Budget};
pub use interrupted::Interrupted;
pub use jitter::{Fraction, Jitter};
#[cfg(feature = "tracing")]
pub use log::redact_errors;
pub use policy::Policy;
pub use policy_error::PolicyError;
pub use retry_error::RetryError;
pub use schedule::{Band, Schedule, ScheduledAttempt};
pub use scope::{Scope, Scoped};
pub use site::Site;
#[cfg(feature = "sites")]
pub use site::{Counts, sites};
pub use stop::StopReason;

/// Outcomes that tests put in the place of an attempt's own (feature `test-util`).
#[cfg(feature = "test-util")]
pub mod test_util {
    pub use crate::injection::{Faults, Injection, Outcome, Script};
}

/// Code of the expansion that is there only with the feature `test-util`.
#[cfg(feature = "test-util")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_test_util {
    ($($code:tt)*) => { $($code)* };
}

/// Code of the expansion that is there only with the feature `test-util`.
#[cfg(not(feature = "test-util"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_test_util {
    ($($code:tt)*) => {};
}

/// What the expansion of the attribute names, and what `reattempt` shares with this crate. Not part of
/// the public API: it changes with every version, which is why the three crates are pinned to each
/// other.
#[doc(hidden)]
pub mod __private {
    pub use std::boxed::Box;

    #[cfg(any(feature = "register", feature = "sites"))]
    pub use inventory;

    pub use crate::__list_site as list_site;
    pub use crate::__with_test_util as with_test_util;
    pub use crate::after::HintField;
    pub use crate::attempt::LazyKey;
    pub use crate::call::Call;
    #[cfg(feature = "register")]
    pub use crate::classify::registry::Registered;
    pub use crate::classify::unprocessed;
    pub use crate::decision::Verdict;
    pub use crate::entry::{entry_policy, now, started};
    pub use crate::event::{hint, holds, notify, sleep_async, sleep_sync};
    pub use crate::failure::{Described, Failure, ViaClassify, ViaNothing};
    pub use crate::forward::ForwardField;
    pub use crate::fresh::{CopiedArgument, copied};
    pub use crate::guard::{Budget, CallOutcome};
    pub use crate::guards::Guards;
    pub use crate::history::History;
    #[cfg(feature = "test-util")]
    pub use crate::injection::{
        ErrorOf, Fit, Fits, Injected, Misfits, OutcomeOf, Same, filled, injected, is_injecting,
    };
    pub use crate::interrupted::FromInterrupted;
    pub use crate::nested::{bounding, suppressing};
    pub use crate::outcome::{Limited, RetryResult, no_error};
    pub use crate::short::Rounded;
    #[cfg(feature = "sites")]
    pub use crate::site::Listed;
    #[cfg(feature = "test-util")]
    pub use crate::site::is_name_of;
    pub use crate::span::AttemptSpan;
    pub use crate::state::{AsyncState, SyncState, cold, repeatable};
    pub use crate::table::{Column, Table};
    pub use crate::text::{ErrorProbe, ViaDebug, ViaDisplay, ViaName};
    pub use crate::timeout::{attempt_limit, timeout};
    pub use crate::{
        Class, Classify, Interrupted, Jitter, Policy, PolicyBuilder, Scope, Site, Strategy,
    };
}

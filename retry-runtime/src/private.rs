//! Every name that the expansion of the attribute writes, and what `reattempt` shares with this crate.
//!
//! It changes with every version, which is why the three crates are pinned to each other.

#[cfg(feature = "std")]
pub use std::boxed::Box;

#[cfg(any(feature = "register", feature = "sites"))]
pub use inventory;

#[cfg(feature = "std")]
pub use crate::__list_guards_of as list_guards_of;
pub use crate::__list_kinds as list_kinds;
pub use crate::__list_site as list_site;
pub use crate::__with_test_util as with_test_util;
pub use crate::call::Call;
pub use crate::call::attempt::{Attempt, LazyKey, attempt};
pub use crate::call::failure::{Described, Failure};
pub use crate::call::history::History;
pub use crate::call::verdict::{End, Verdict};
#[cfg(rust_analyzer)]
pub use crate::editor;
pub use crate::error::class::Class;
pub use crate::error::classify::Classify;
pub use crate::error::derive::{ForwardField, HintField};
pub use crate::error::interrupted::{FromInterrupted, Interrupted};
pub use crate::error::kind::KindName;
#[cfg(feature = "sites")]
pub use crate::error::kind::ListedKinds;
#[cfg(feature = "register")]
pub use crate::error::known::register::Registered;
pub use crate::error::probe::probe;
pub use crate::error::text::ErrorText;
#[cfg(feature = "sites")]
pub use crate::guard::budget::is_used_up;
#[cfg(feature = "config")]
pub use crate::guard::configured as guards;
#[cfg(feature = "std")]
pub use crate::guard::handle::{BreakerHandle, BudgetHandle};
#[cfg(feature = "sites")]
pub use crate::guard::list::GuardEntry;
#[cfg(feature = "std")]
pub use crate::guard::{Budget, CallOutcome, CircuitBreaker};
#[cfg(feature = "std")]
pub use crate::machine::Instant;
pub use crate::policy::Policy;
pub use crate::policy::builder::PolicyBuilder;
pub use crate::policy::delay::jitter::{IntoJitter, Jitter};
pub use crate::policy::delay::part::Part;
pub use crate::policy::delay::strategy::Strategy;
pub use crate::policy::delay::words;
pub use crate::policy::handle::PolicyHandle;
#[cfg(feature = "serde")]
pub use crate::policy::serialize::ShownPolicy;
#[cfg(feature = "serde")]
pub use crate::policy::settings;
pub use crate::report::event::{failed_event, recovered_event};
#[cfg(feature = "sites")]
pub use crate::report::last_errors;
#[cfg(feature = "config")]
pub use crate::report::log::operated;
pub use crate::report::span::AttemptSpan;
pub use crate::run::arguments::IsCopy;
pub use crate::run::decision::{recovered, recovered_by};
#[cfg(feature = "std")]
pub use crate::run::drive::{drive, drive_by, drive_listed, drive_option};
pub use crate::run::entry::{entry_policy, start, started};
pub use crate::run::guards::Guards;
pub use crate::run::hooks::{Sleeps, hint, holds, label, notify};
#[cfg(feature = "test-util")]
pub use crate::run::injected::{injected, is_injecting};
#[cfg(feature = "std")]
pub use crate::run::judge::{probe_attempt, probe_outcome};
#[cfg(feature = "std")]
pub use crate::run::nested::{Nested, bounding, suppressing_in};
pub use crate::run::returns::{
    IsOption, IsResult, IsRetryError, Limited, after_earlier, retry_error, unsatisfied,
};
#[cfg(feature = "std")]
pub use crate::run::returns::{forget_unless_refused, retry_error_after};
#[cfg(feature = "std")]
pub use crate::run::settle::{
    is_done, is_done_option, settle, settle_by, settle_listed, settle_option,
};
pub use crate::run::state::{AsyncState, SyncState, cold, never, repeatable};
pub use crate::run::timeout::{AttemptLimit, attempt_limit, timeout, timeout_by};
pub use crate::run::timer::Waits;
#[cfg(feature = "std")]
pub use crate::run::timer::{Features, HasTimer};
#[cfg(feature = "std")]
pub use crate::scope::Scope;
#[cfg(feature = "config")]
pub use crate::scope::decides as scope_decides;
#[cfg(feature = "test-util")]
pub use crate::scope::injection::{ErrorOf, Fit, Fits, Injected, Misfits, OutcomeOf, Same, filled};
#[cfg(feature = "sites")]
pub use crate::site::Listed;
#[cfg(feature = "test-util")]
pub use crate::site::is_name_of;
pub use crate::site::{NestedInCode, Site};
pub use crate::text::duration::Rounded;
pub use crate::text::escape::Escaped;
#[cfg(feature = "std")]
pub use crate::text::table::{Column, Table};

/// Code of the expansion that is there only with the feature `test-util`.
#[cfg(feature = "test-util")]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_test_util {
    ($($code:tt)*) => { $($code)* };
}

/// Without the feature it is not there.
#[cfg(not(feature = "test-util"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __with_test_util {
    ($($code:tt)*) => {};
}

// The README links to files; of two definitions of one link the first counts.
#![doc = include_str!("guide/links.md")]
#![doc = include_str!("../README.md")]
// docs.rs shows at each item the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(feature = "config")]
pub mod config;
#[cfg(feature = "axum-0_8")]
pub mod dashboard;
#[cfg(any(doc, test))]
pub mod guide;
#[cfg(feature = "sites")]
mod sites;
#[cfg(feature = "test-util")]
pub mod test_util;

/// Command-line flags for retries (feature `clap`).
///
/// ```standalone_crate
/// use clap::Parser;
/// use reattempt::clap::RetryArgs;
/// use reattempt::config::Config;
///
/// #[derive(Parser)]
/// struct Cli {
///     #[command(flatten)]
///     retry: RetryArgs,
/// }
///
/// let cli = Cli::parse_from(["deploy", "--retry-attempts", "5", "--backoff-min", "500ms"]);
/// Config::new().flags(&cli.retry, "*").apply()?;
/// # reattempt::config::clear();
/// # Ok::<(), reattempt::config::ConfigError>(())
/// ```
#[cfg(feature = "clap")]
pub mod clap {
    pub use crate::config::flags::RetryArgs;
}

pub use reattempt_macros::{Classify, retry};
#[cfg(feature = "getrandom")]
pub use reattempt_runtime::AttemptKey;
#[cfg(feature = "sites")]
pub use reattempt_runtime::Counts;
#[doc(inline)]
pub use reattempt_runtime::bounds;
#[doc(inline)]
pub use reattempt_runtime::classify;
/// The metrics are listed in the [guide](guide::observing#metrics).
#[cfg(feature = "metrics")]
#[doc(inline)]
pub use reattempt_runtime::metrics;
/// ```
/// # fn main() -> Result<(), std::io::Error> {
/// use reattempt::{presets, retry};
/// use std::{fs, io};
///
/// #[retry(policy = presets::FILE)]
/// fn read(path: &str) -> io::Result<String> {
///     fs::read_to_string(path)
/// }
///
/// // Any option beside it overrides that part.
/// #[retry(policy = presets::FILE, max_attempts = 5)]
/// fn read_shared(path: &str) -> io::Result<String> {
///     fs::read_to_string(path)
/// }
/// # read("Cargo.toml")?;
/// # read_shared("Cargo.toml")?;
/// # Ok(())
/// # }
/// ```
#[doc(inline)]
pub use reattempt_runtime::presets;
#[cfg(any(feature = "tracing", feature = "sites"))]
pub use reattempt_runtime::redact_errors;
#[cfg(feature = "program-clock")]
pub use reattempt_runtime::set_clock;
#[cfg(feature = "std")]
pub use reattempt_runtime::{
    Adaptive, Band, Breaker, Budget, CancelHandle, Clock, Nested, Retry, RetryLoop, Schedule,
    ScheduledAttempt, Scope, Scoped, guard, list_guards, observer, register, site, value,
};
pub use reattempt_runtime::{
    Attempt, Backoff, Class, Classify, CustomBackoff, Decision, Delays, Event, Fraction, GaveUp,
    Interrupted, Jitter, KindName, Past, Policy, PolicyBuilder, PolicyError, Recovered,
    RetryContext, RetryError, Retrying, Site, StopReason, Strategy, set_seed,
};

#[cfg(feature = "sites")]
pub use sites::{RegisteredSite, Sites, sites};

#[doc(hidden)]
pub use reattempt_runtime::__private;

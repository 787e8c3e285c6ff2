//! A site: one retried function or place in the code, and what is kept of it. Uses `policy` and the reasons of `error`.

#[cfg(feature = "sites")]
mod counters;
#[cfg(feature = "sites")]
mod counts;
#[cfg(feature = "sites")]
mod list;
#[cfg(feature = "tracing")]
mod log_limit;
#[cfg(feature = "tracing")]
pub(crate) mod log_limits;
#[cfg(any(feature = "tracing", feature = "sites"))]
pub(crate) mod per_site;
#[cfg(feature = "std")]
pub(crate) mod placed;
#[cfg(all(feature = "sites", feature = "serde"))]
mod serialize;
#[cfg(feature = "config")]
pub mod settings;

use core::fmt;
use core::panic::Location;

#[cfg(feature = "config")]
use crate::error::kind::{KindName, kinds_of};
use crate::machine::HAS_CLOCK;
use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;

#[cfg(feature = "sites")]
pub(crate) use self::counters::Counters;
#[cfg(feature = "sites")]
pub use self::{
    counts::Counts,
    list::{Listed, sites},
};

/// One retried function, or a place that calls by a [`Retry`](crate::Retry): its name, where it stands and,
/// when it is known at compile time, its policy. Logs, metrics and configuration speak of it by name.
#[derive(Debug)]
pub struct Site {
    name: &'static str,
    place: &'static Location<'static>,
    policy: Option<Policy>,
    /// Empty where it is not known.
    #[cfg_attr(not(feature = "config"), expect(dead_code, reason = "for its kinds"))]
    error: &'static str,
    limits_attempts: bool,
    nested: NestedInCode,
    #[cfg(feature = "sites")]
    pub(crate) counters: Counters,
}

/// What the option `nested` says of a site.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NestedInCode {
    /// Nothing: no attempt has a scope of its own.
    Nothing,
    /// `"suppress"`: for a bound the beginning of the call is not known.
    Suppress,
    /// Anything.
    Open,
}

impl Site {
    /// Describes a site whose policy is known at compile time, and which is where this is called; called by the
    /// attribute. An error without a name is not known.
    #[doc(hidden)]
    #[track_caller]
    pub const fn new(name: &'static str, error: &'static str, policy: Policy) -> Self {
        assert!(
            HAS_CLOCK || policy.max_elapsed().is_none(),
            "the policy has `max_elapsed`, which needs a clock, and without the feature `std` of `reattempt` there is \
             none; build the policy without it, or enable `std`"
        );
        Self::at(Location::caller(), name, error, Some(policy))
    }

    /// The same for a policy of literals, in nanoseconds where they are times: one call for the compiler to look
    /// into, as most functions have it.
    #[doc(hidden)]
    #[track_caller]
    pub const fn literal(
        name: &'static str,
        error: &'static str,
        max_attempts: u32,
        strategy: Strategy,
        jitter: Jitter,
        initial_delay: u64,
        max_delay: u64,
    ) -> Self {
        let policy = Policy::literal(max_attempts, strategy, jitter, initial_delay, max_delay);
        Self::at(Location::caller(), name, error, Some(policy))
    }

    /// Describes any other site; called by the attribute.
    #[doc(hidden)]
    #[track_caller]
    pub const fn without_policy(name: &'static str, error: &'static str) -> Self {
        Self::at(Location::caller(), name, error, None)
    }

    pub(crate) const fn at(
        place: &'static Location<'static>,
        name: &'static str,
        error: &'static str,
        policy: Option<Policy>,
    ) -> Self {
        Self {
            name,
            place,
            error,
            policy,
            limits_attempts: false,
            nested: NestedInCode::Nothing,
            // An inline constant is evaluated once, and not for each function.
            #[cfg(feature = "sites")]
            counters: const { Counters::new() },
        }
    }

    /// With the option `attempt_timeout`; called by the attribute.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_attempt_timeout(mut self) -> Self {
        self.limits_attempts = true;
        self
    }

    /// Whether its attempts have a limit in the code, which configuration may then set.
    pub const fn has_attempt_timeout(&self) -> bool {
        self.limits_attempts
    }

    /// With the option `nested`; called by the attribute.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_nested(mut self, nested: NestedInCode) -> Self {
        self.nested = nested;
        self
    }

    /// What the code says of calls inside of it, which configuration may then change.
    #[doc(hidden)]
    pub const fn nested(&self) -> NestedInCode {
        self.nested
    }

    /// The [kinds](crate::Classify::kinds) of error that the function can fail with, where its signature names
    /// the error type as one that derives `Classify` (feature `config`). Types are known by the last word of
    /// their path: of several with one name it is the kinds of all.
    #[cfg(feature = "config")]
    pub fn error_kinds(&self) -> Option<Vec<KindName>> {
        kinds_of(self.error)
    }

    /// The name given by `name = ".."`, else `module::function`; for a [`Retry`](crate::Retry) without a name
    /// `file:line` of the call.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The source file the function is in, as the compiler was given it.
    pub const fn file(&self) -> &'static str {
        self.place.file()
    }

    /// The line of the attribute, from 1.
    pub const fn line(&self) -> u32 {
        self.place.line()
    }

    /// The column of the attribute, from 1.
    pub const fn column(&self) -> u32 {
        self.place.column()
    }

    /// The policy, if it is the same for every call; one with a value that is evaluated at entry
    /// is not.
    #[inline]
    pub const fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// What has happened here since the program started.
    ///
    /// Reads some thirty atomic numbers and holds up no call: it may be asked as often as a metrics
    /// endpoint is.
    #[cfg(feature = "sites")]
    pub fn counts(&self) -> Counts {
        self.counters.counts()
    }
}

/// Whether `word` is the `name` of a site, or the end of it after `::`.
#[cfg(feature = "test-util")]
pub fn is_name_of(word: &str, name: &str) -> bool {
    let path = name.strip_suffix(word);
    path.is_some_and(|path| path.is_empty() || path.ends_with("::"))
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}:{})", self.name, self.file(), self.line())
    }
}

/// Puts a static `Site` on the list of all sites.
#[cfg(feature = "sites")]
#[doc(hidden)]
#[macro_export]
macro_rules! __list_site {
    ($site:expr) => {
        $crate::__private::inventory::submit! {
            $crate::__private::Listed(&$site)
        }
    };
}

/// Makes a site that is on the list of all sites (feature `sites`) from the beginning, for
/// [`Retry::site`](crate::Retry::site).
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::{Policy, Retry, site};
///
/// static FETCH: Retry = Retry::new(Policy::new()).site(site!("orders.fetch"));
/// # assert_eq!(FETCH.policy(), &Policy::new());
/// ```
///
/// With the policy of all its calls, a constant, that is shown as well, and configuration is checked against it when
/// it is read:
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::{Policy, Retry, site};
///
/// const POLICY: Policy = Policy::builder().max_attempts(3).config_max_attempts(5).build();
/// static LOAD: Retry = Retry::new(POLICY).site(site!("orders.load", POLICY));
/// # assert_eq!(LOAD.policy(), &POLICY);
/// ```
#[macro_export]
macro_rules! site {
    ($name:literal $(,)?) => {
        $crate::__site!(without_policy, $name)
    };
    ($name:literal, $policy:expr $(,)?) => {
        $crate::__site!(new, $name, $policy)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __site {
    ($constructor:ident, $name:literal $(, $policy:expr)?) => {{
        static __RETRY_SITE: $crate::__private::Site = $crate::__private::Site::$constructor(
            $name,
            "",
            $($policy)?
        )
        // Which of them its calls have is known when they are made.
        .with_attempt_timeout()
        .with_nested($crate::__private::NestedInCode::Open);
        $crate::__private::list_site!(__RETRY_SITE);
        &__RETRY_SITE
    }};
}

/// There is no list.
#[cfg(not(feature = "sites"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __list_site {
    ($site:expr) => {};
}

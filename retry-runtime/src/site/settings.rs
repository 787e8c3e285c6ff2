//! What is set from outside, looked at when a call first fails.
//!
//! One table for the whole program, replaced as a whole, so that no call sees a part of it. It is
//! written by `reattempt::config`, which checks everything first.

use core::fmt;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::policy::Policy;
use crate::policy::error::PolicyError;
use crate::policy::nested::Nested;
use crate::site::Site;

pub use crate::policy::delay::part::Part;
pub use crate::policy::overrides::Overrides;
pub use crate::policy::settings::key::{GuardKind, Key, Meaning};
pub use crate::policy::settings::{
    ErrorNames, LogLevel, PolicySettings, SettingsError, UnknownName,
};
pub use crate::text::parse_duration::{DurationError, parse as parse_duration};

/// What is set from outside, by the names of sites; those that are not in it keep their own.
#[derive(Debug, Default)]
pub struct Table {
    /// `None` is a site for which nothing is set.
    entries: HashMap<&'static str, Option<Entry>>,
    late: Option<Late>,
}

/// Finds what is set for a site that was on no list when the table was made.
struct Late(Box<dyn Fn(&'static Site) -> Option<Overrides> + Send + Sync>);

impl fmt::Debug for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Late(..)")
    }
}

impl Table {
    /// Asks `find`, once each, about sites that are not in it. It is called with the table locked.
    #[must_use]
    pub fn with_late(
        mut self,
        find: impl Fn(&'static Site) -> Option<Overrides> + Send + Sync + 'static,
    ) -> Self {
        self.late = Some(Late(Box::new(find)));
        self
    }
}

#[derive(Debug)]
struct Entry {
    overrides: Overrides,
    warned: AtomicBool,
}

impl Entry {
    fn new(overrides: Overrides) -> Self {
        Self {
            overrides,
            warned: AtomicBool::new(false),
        }
    }
}

impl FromIterator<(&'static str, Overrides)> for Table {
    fn from_iter<T: IntoIterator<Item = (&'static str, Overrides)>>(overrides: T) -> Self {
        let entry = |(name, overrides)| (name, Some(Entry::new(overrides)));
        Self {
            entries: overrides.into_iter().map(entry).collect(),
            late: None,
        }
    }
}

/// Whether there is a table. Read by every call that fails, so that a program without one does not
/// take the lock.
static ACTIVE: AtomicBool = AtomicBool::new(false);
/// Whether the table has a limit for attempts. Read by every first attempt that has one in the code.
static LIMITS_ATTEMPTS: AtomicBool = AtomicBool::new(false);
/// Whether the table changes what calls mean for those inside. Read by every first attempt that has a scope.
static CHANGES_NESTED: AtomicBool = AtomicBool::new(false);
static TABLE: RwLock<Option<Table>> = RwLock::new(None);

/// Puts `table` in the place of the one before. Calls whose first attempt fails from here on go by it;
/// those that are being retried already keep what they have.
pub fn replace(table: Table) {
    let active = !table.entries.is_empty() || table.late.is_some();
    let first_attempts = FirstAttempts::of(table.entries.values().flatten());
    let mut current = TABLE.write().unwrap_or_else(PoisonError::into_inner);
    let before = current.replace(table);
    ACTIVE.store(active, Ordering::Relaxed);
    LIMITS_ATTEMPTS.store(first_attempts.limits, Ordering::Relaxed);
    CHANGES_NESTED.store(first_attempts.nested, Ordering::Relaxed);
    drop(current);
    // Not while others wait for the lock.
    drop(before);
}

/// What of a table first attempts go by.
struct FirstAttempts {
    limits: bool,
    nested: bool,
}

impl FirstAttempts {
    fn of<'a>(entries: impl Iterator<Item = &'a Entry>) -> Self {
        let mut first = Self {
            limits: false,
            nested: false,
        };
        for Entry { overrides, .. } in entries {
            first.limits |= overrides.attempt_timeout.is_some();
            first.nested |= overrides.nested.is_some();
        }
        first
    }
}

/// What a call goes by from its first failure on.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) policy: Policy,
    /// Whether it may retry.
    pub(crate) enabled: bool,
    pub(crate) of_call: CallSettings,
    /// What had to be put right, the first time that it had to.
    pub(crate) problem: Option<PolicyError>,
}

/// What is set from outside and is no part of a policy.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CallSettings {
    /// Which errors are retried, by name.
    pub(crate) errors: Option<&'static ErrorNames>,
    /// Time for one attempt, where the function has such a limit.
    pub(crate) attempt_timeout: Option<Duration>,
    /// What a call means for those inside of it, where the function says anything of that.
    pub(crate) nested: Option<Nested>,
    /// The highest level of the attempt log.
    #[cfg_attr(not(feature = "tracing"), expect(dead_code, reason = "for the log"))]
    pub(crate) log: Option<LogLevel>,
}

/// Whether anything is set from outside, for whatever site.
#[inline]
pub(crate) fn is_active() -> bool {
    // No order with the table is needed: the lock brings that.
    ACTIVE.load(Ordering::Relaxed)
}

/// What is set from outside for `site` with a policy of its `own`, if anything is.
pub(crate) fn look_up(site: &'static Site, own: &Policy) -> Option<Settings> {
    if is_late(site) {
        let mut table = TABLE.write().unwrap_or_else(PoisonError::into_inner);
        let table = table.as_mut()?;
        let overrides = table.late.as_ref().and_then(|late| late.0(site));
        let entry = overrides.map(Entry::new);
        let first = FirstAttempts::of(entry.iter());
        LIMITS_ATTEMPTS.fetch_or(first.limits, Ordering::Relaxed);
        CHANGES_NESTED.fetch_or(first.nested, Ordering::Relaxed);
        table.entries.entry(site.name()).or_insert(entry);
    }
    let table = table();
    let entry = table.as_ref()?.entries.get(site.name())?.as_ref()?;
    let (policy, problem) = entry.overrides.applied_to(own);
    Some(Settings {
        policy,
        enabled: entry.overrides.enabled.unwrap_or(true),
        of_call: CallSettings {
            errors: entry.overrides.errors,
            attempt_timeout: entry.overrides.attempt_timeout,
            nested: entry.overrides.nested,
            log: entry.overrides.log,
        },
        problem: problem.filter(|_| !entry.warned.swap(true, Ordering::Relaxed)),
    })
}

/// Time for the first attempt of a call of `name`, if it is set from outside.
#[inline]
pub(crate) fn attempt_timeout(name: &str) -> Option<Duration> {
    if !LIMITS_ATTEMPTS.load(Ordering::Relaxed) {
        return None;
    }
    let table = table();
    let entry = table.as_ref()?.entries.get(name)?.as_ref()?;
    entry.overrides.attempt_timeout
}

/// What the first attempt of a call of `name` means for those inside of it, if it is set from outside.
#[inline]
pub(crate) fn nested(name: &str) -> Option<Nested> {
    if !CHANGES_NESTED.load(Ordering::Relaxed) {
        return None;
    }
    let table = table();
    let entry = table.as_ref()?.entries.get(name)?.as_ref()?;
    entry.overrides.nested
}

/// Whether nobody has asked yet what is set for it.
fn is_late(site: &Site) -> bool {
    let table = table();
    let asks = table.as_ref().filter(|table| table.late.is_some());
    asks.is_some_and(|table| !table.entries.contains_key(site.name()))
}

fn table() -> RwLockReadGuard<'static, Option<Table>> {
    TABLE.read().unwrap_or_else(PoisonError::into_inner)
}

//! What is set from outside, looked at when a call first fails.
//!
//! One table for the whole program, replaced as a whole, so that no call sees a part of it. It is
//! written by `reattempt::config`, which checks everything first.

use core::sync::atomic::{AtomicBool, Ordering};
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::call::Call;
use crate::{Policy, log};

pub use crate::overrides::{Overrides, Part};

/// What is set from outside, by the names of sites; those that are not in it keep their own.
#[derive(Debug, Default)]
pub struct Table {
    entries: HashMap<&'static str, Entry>,
}

#[derive(Debug)]
struct Entry {
    overrides: Overrides,
    warned: AtomicBool,
}

impl FromIterator<(&'static str, Overrides)> for Table {
    fn from_iter<T: IntoIterator<Item = (&'static str, Overrides)>>(overrides: T) -> Self {
        let entry = |(name, overrides)| {
            let warned = AtomicBool::new(false);
            (name, Entry { overrides, warned })
        };
        Self {
            entries: overrides.into_iter().map(entry).collect(),
        }
    }
}

/// Whether there is a table. Read by every call that fails, so that a program without one does not
/// take the lock.
static ACTIVE: AtomicBool = AtomicBool::new(false);
static TABLE: RwLock<Option<Table>> = RwLock::new(None);

/// Puts `table` in the place of the one before. Calls whose first attempt fails from here on go by it;
/// those that are being retried already keep what they have.
pub fn replace(table: Table) {
    let active = !table.entries.is_empty();
    let mut current = TABLE.write().unwrap_or_else(PoisonError::into_inner);
    let before = current.replace(table);
    ACTIVE.store(active, Ordering::Relaxed);
    drop(current);
    // Not while others wait for the lock.
    drop(before);
}

/// What a call goes by from its first failure on.
#[derive(Debug)]
pub(crate) struct Configured {
    pub(crate) policy: Policy,
    /// Whether it may retry.
    pub(crate) enabled: bool,
}

/// What is set from outside for a call, if anything is.
#[inline]
pub(crate) fn look_up(call: &Call<'_>) -> Option<Configured> {
    // No order with the table is needed: the lock brings that.
    if ACTIVE.load(Ordering::Relaxed) {
        find(call)
    } else {
        None
    }
}

#[cold]
#[inline(never)]
fn find(call: &Call<'_>) -> Option<Configured> {
    let table = table();
    let entry = table.as_ref()?.entries.get(call.site.name())?;
    let (policy, error) = entry.overrides.applied_to(call.policy);
    let error = error.filter(|_| !entry.warned.swap(true, Ordering::Relaxed));
    let enabled = entry.overrides.enabled.unwrap_or(true);
    // What takes the log may retry something itself, or apply a configuration.
    drop(table);
    if let Some(error) = error {
        log::clamped_from_outside(call.site, &error);
    }
    Some(Configured { policy, enabled })
}

fn table() -> RwLockReadGuard<'static, Option<Table>> {
    TABLE.read().unwrap_or_else(PoisonError::into_inner)
}

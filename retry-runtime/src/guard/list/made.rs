//! Guards that were made at run time. The list keeps none of them alive.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::collect::Collected;
use super::listed::{Handle, ListedGuard};
#[cfg(feature = "config")]
use crate::guard::configured::{self, GuardNumbers};
use crate::guard::{Breaker, Budget};

static MADE: Mutex<Made> = Mutex::new(Made {
    breakers: Kept::new(),
    budgets: Kept::new(),
});

struct Made {
    breakers: Kept<Breaker>,
    budgets: Kept<Budget>,
}

/// By address, which no other guard has while this knows of it. Those that are gone are taken off whenever there are
/// twice as many as were left the last time.
struct Kept<G> {
    all: BTreeMap<usize, MadeGuard<G>>,
    most: usize,
}

struct MadeGuard<G> {
    /// Each with the key that it was made for, if it was made for one.
    names: Vec<(String, Option<String>)>,
    guard: Weak<G>,
}

impl<G: 'static> Kept<G> {
    const LEAST: usize = 64;

    const fn new() -> Self {
        Self {
            all: BTreeMap::new(),
            most: Self::LEAST,
        }
    }

    fn add(&mut self, name: &str, key: Option<String>, guard: &Arc<G>) {
        if self.all.len() >= self.most {
            self.all.retain(|_, made| made.guard.strong_count() > 0);
            self.most = (self.all.len() * 2).max(Self::LEAST);
        }
        let guard = Arc::downgrade(guard);
        let made = self.all.entry(guard.as_ptr().addr()).or_insert(MadeGuard {
            names: Vec::new(),
            guard,
        });
        let name = (name.to_owned(), key);
        if !made.names.contains(&name) {
            made.names.push(name);
        }
    }

    #[cfg(feature = "config")]
    fn names(&self, guard: &Arc<G>) -> Vec<String> {
        let made = self.all.get(&Arc::as_ptr(guard).addr());
        let names = made.iter().flat_map(|made| &made.names);
        names.map(|(name, _)| name.clone()).collect()
    }

    fn live(&self) -> impl Iterator<Item = ListedGuard<G>> {
        let guards = self.all.values();
        let live = guards.filter_map(|made| Some((&made.names, made.guard.upgrade()?)));
        live.flat_map(|(names, guard)| {
            names.iter().map(move |(name, key)| ListedGuard {
                name: name.clone(),
                key: key.clone(),
                functions: Vec::new(),
                guard: Handle::Made(Arc::clone(&guard)),
            })
        })
    }
}

/// What can be put on the list.
pub trait Listable: Sized {
    #[doc(hidden)]
    fn keep(name: &str, key: Option<String>, guard: &Arc<Self>);
    /// All names that it has now.
    #[cfg(feature = "config")]
    #[doc(hidden)]
    fn names(guard: &Arc<Self>) -> Vec<String>;
    #[cfg(feature = "config")]
    #[doc(hidden)]
    fn configure_new(&self, numbers: &GuardNumbers, generation: u64);
    /// The same for one that nobody has seen yet; it runs no code of the program's own.
    #[cfg(feature = "config")]
    #[doc(hidden)]
    fn configure_unseen(&self, numbers: &GuardNumbers, generation: u64) {
        self.configure_new(numbers, generation);
    }
}

impl Listable for Breaker {
    fn keep(name: &str, key: Option<String>, guard: &Arc<Self>) {
        made().breakers.add(name, key, guard);
    }

    #[cfg(feature = "config")]
    fn names(guard: &Arc<Self>) -> Vec<String> {
        made().breakers.names(guard)
    }

    #[cfg(feature = "config")]
    fn configure_new(&self, numbers: &GuardNumbers, generation: u64) {
        self.configure(&numbers.breaker, generation);
    }

    #[cfg(feature = "config")]
    fn configure_unseen(&self, numbers: &GuardNumbers, generation: u64) {
        self.configure_unseen(&numbers.breaker, generation);
    }
}

impl Listable for Budget {
    fn keep(name: &str, key: Option<String>, guard: &Arc<Self>) {
        made().budgets.add(name, key, guard);
    }

    #[cfg(feature = "config")]
    fn names(guard: &Arc<Self>) -> Vec<String> {
        made().budgets.names(guard)
    }

    #[cfg(feature = "config")]
    fn configure_new(&self, numbers: &GuardNumbers, generation: u64) {
        self.configure(&numbers.budget, generation);
    }
}

fn made() -> MutexGuard<'static, Made> {
    MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts a budget or breaker that was made at run time on the list of [`breakers`](super::breakers) or
/// [`budgets`](super::budgets) (feature `sites`), under a name: operators reach it there, and configuration by that name
/// counts for it from now on. It leaves the list when it is dropped. It may have several names: configuration by the most
/// precise of them counts. The same name twice is one. An empty name is none, and puts it on no list.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use std::sync::Arc;
/// use reattempt::guard::{self, Breaker};
///
/// let breaker = Arc::new(Breaker::new());
/// guard::list("tenant-7", &breaker);
/// assert_eq!(guard::breakers().named("tenant-7").count(), 1);
/// drop(breaker);
/// assert_eq!(guard::breakers().named("tenant-7").count(), 0);
/// ```
pub fn list<G: Listable>(name: impl Into<String>, guard: &Arc<G>) {
    let name = name.into();
    if name.is_empty() {
        return;
    }
    // On the list first, so that a configuration that is applied meanwhile finds it there.
    G::keep(&name, None, guard);
    #[cfg(feature = "config")]
    configured::with_current(
        || G::names(guard),
        |numbers, generation| guard.configure_new(numbers, generation),
    );
}

/// The same for the guard of a key that nobody has seen yet.
pub(in crate::guard) fn add_unseen<G: Listable>(name: &str, key: String, guard: &Arc<G>) {
    if name.is_empty() {
        return;
    }
    G::keep(name, Some(key), guard);
    #[cfg(feature = "config")]
    configured::with_current(
        || G::names(guard),
        |numbers, generation| guard.configure_unseen(numbers, generation),
    );
}

pub(super) fn add_to(all: &mut Collected) {
    let made = made();
    all.breakers.extend(made.breakers.live());
    all.budgets.extend(made.budgets.live());
}

//! Guards that were made at run time. The list keeps none of them alive.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::collect::Collected;
use super::listed::{Handle, ListedGuard};
#[cfg(feature = "config")]
use crate::guard::configured;
use crate::guard::{Breaker, Budget};

static MADE: Mutex<Made> = Mutex::new(Made {
    breakers: Kept::new(),
    budgets: Kept::new(),
});

struct Made {
    breakers: Kept<Breaker>,
    budgets: Kept<Budget>,
}

/// Those that are gone are taken off whenever there are twice as many as were left the last time.
struct Kept<G> {
    all: Vec<MadeGuard<G>>,
    most: usize,
}

struct MadeGuard<G> {
    name: String,
    key: Option<String>,
    guard: Weak<G>,
}

impl<G: 'static> Kept<G> {
    const LEAST: usize = 64;

    const fn new() -> Self {
        Self {
            all: Vec::new(),
            most: Self::LEAST,
        }
    }

    fn push(&mut self, made: MadeGuard<G>) {
        if self.all.len() >= self.most {
            self.all.retain(|made| made.guard.strong_count() > 0);
            self.most = (self.all.len() * 2).max(Self::LEAST);
        }
        self.all.push(made);
    }

    fn live(&self) -> impl Iterator<Item = ListedGuard<G>> {
        let listed = |made: &MadeGuard<G>| {
            Some(ListedGuard {
                name: made.name.clone(),
                key: made.key.clone(),
                functions: Vec::new(),
                guard: Handle::Made(made.guard.upgrade()?),
            })
        };
        self.all.iter().filter_map(listed)
    }
}

/// What can be put on the list.
pub trait Listable: Sized {
    #[doc(hidden)]
    fn keep(name: String, key: Option<String>, guard: &Arc<Self>);
    #[doc(hidden)]
    fn configure_new(&self, names: &[&str]);
}

impl Listable for Breaker {
    fn keep(name: String, key: Option<String>, guard: &Arc<Self>) {
        let guard = Arc::downgrade(guard);
        made().breakers.push(MadeGuard { name, key, guard });
    }

    #[cfg_attr(
        not(feature = "config"),
        expect(unused_variables, reason = "nothing is set")
    )]
    fn configure_new(&self, names: &[&str]) {
        #[cfg(feature = "config")]
        configured::with_current(names, |numbers, generation| {
            self.configure(&numbers.breaker, generation);
        });
    }
}

impl Listable for Budget {
    fn keep(name: String, key: Option<String>, guard: &Arc<Self>) {
        let guard = Arc::downgrade(guard);
        made().budgets.push(MadeGuard { name, key, guard });
    }

    #[cfg_attr(
        not(feature = "config"),
        expect(unused_variables, reason = "nothing is set")
    )]
    fn configure_new(&self, names: &[&str]) {
        #[cfg(feature = "config")]
        configured::with_current(names, |numbers, generation| {
            self.configure(&numbers.budget, generation);
        });
    }
}

fn made() -> MutexGuard<'static, Made> {
    MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts a budget or breaker that was made at run time on the list of [`breakers`](super::breakers) or
/// [`budgets`](super::budgets) (feature `sites`), under a name: operators reach it there, and configuration by that name
/// counts for it from now on. It leaves the list when it is dropped.
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
    add(&name.into(), None, guard);
}

/// On the list first, so that a configuration that is applied meanwhile finds it there.
pub(in crate::guard) fn add<G: Listable>(name: &str, key: Option<String>, guard: &Arc<G>) {
    G::keep(name.to_owned(), key, guard);
    guard.configure_new(&[name]);
}

pub(super) fn add_to(all: &mut Collected) {
    let made = made();
    all.breakers.extend(made.breakers.live());
    all.budgets.extend(made.budgets.live());
}

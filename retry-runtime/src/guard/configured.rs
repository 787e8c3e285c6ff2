//! Which numbers from outside count for which guard. Written by `reattempt::config`, which checks everything first.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, PoisonError, RwLock};

use super::breaker::BreakerBuilder;
use super::budget::BudgetBuilder;
use super::list::{Collected, ListedGuard, collect};
use super::{BreakerError, BudgetError};
pub use crate::policy::guard_numbers::GuardNumbers;
use crate::policy::settings::key::{GuardKind, Key};

/// What is set for a guard of one of these names: its own, or those of the functions that it guards.
type Find = dyn Fn(&[&str]) -> GuardNumbers + Send + Sync;

struct Current {
    generation: u64,
    /// `None` sets nothing.
    find: Option<Arc<Find>>,
}

static CURRENT: RwLock<Current> = RwLock::new(Current {
    generation: 0,
    find: None,
});

/// A configuration that counts for guards which are made from here on, and of which the others are still to be told.
#[must_use = "the guards that there are go on as before"]
pub struct Installed {
    generation: u64,
    find: Option<Arc<Find>>,
    /// Nothing was set before, and nothing is.
    changes_nothing: bool,
}

/// Has `find` say from here on what is set. It runs no code of the program's own, so it may be called under a lock.
pub fn install(find: Option<Arc<Find>>) -> Installed {
    let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
    let before = core::mem::replace(&mut current.find, find.clone());
    current.generation += 1;
    Installed {
        generation: current.generation,
        changes_nothing: before.is_none() && find.is_none(),
        find,
    }
}

impl Installed {
    /// Tells the guards that there are. Not under a lock: a breaker tells of its changes. Where one of these panics, the
    /// others are told first.
    pub fn tell(self) {
        let Self {
            generation,
            find,
            changes_nothing,
        } = self;
        if changes_nothing {
            return;
        }
        let set = |names: &[&str]| find.as_ref().map(|find| find(names)).unwrap_or_default();
        let Collected {
            breakers, budgets, ..
        } = collect();
        let mut panics = Vec::new();
        for (breaker, names) in by_guard(&breakers) {
            let tell = || breaker.configure(&set(&names).breaker, generation);
            panics.extend(catch_unwind(AssertUnwindSafe(tell)).err());
        }
        for (budget, names) in by_guard(&budgets) {
            budget.configure(&set(&names).budget, generation);
        }
        if let Some(panic) = panics.into_iter().next() {
            resume_unwind(panic);
        }
    }
}

/// Each guard once, with all names that it is on the list under.
fn by_guard<G>(listed: &[ListedGuard<G>]) -> Vec<(&ListedGuard<G>, Vec<&str>)> {
    let mut guards: Vec<(&ListedGuard<G>, Vec<&str>)> = Vec::new();
    let mut places: HashMap<*const G, usize> = HashMap::new();
    for guard in listed {
        let place = *places.entry(&raw const **guard).or_insert(guards.len());
        match guards.get_mut(place) {
            Some((_, names)) => names.extend(guard.names()),
            None => guards.push((guard, guard.names())),
        }
    }
    guards
}

/// Tells a guard that is new what is set for it. Its names are asked for where anything is set.
pub(super) fn with_current(
    names: impl FnOnce() -> Vec<String>,
    tell: impl FnOnce(&GuardNumbers, u64),
) {
    let current = CURRENT.read().unwrap_or_else(PoisonError::into_inner);
    let (find, generation) = (current.find.clone(), current.generation);
    drop(current);
    if let Some(find) = find {
        let names = names();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        tell(&find(&names), generation);
    }
}

/// A guard, or a name that guards will have, as a configuration is checked against it.
pub struct KnownGuard {
    /// What it is called; of one without a name the functions that it guards.
    pub names: Vec<String>,
    /// Whether that is a name of its own.
    pub is_named: bool,
    /// The functions that it guards.
    pub functions: Vec<&'static str>,
    own: Own,
}

/// How it was made.
#[derive(Clone, Copy)]
enum Own {
    Breaker(BreakerBuilder),
    /// `None` is a form without the numbers of a bucket.
    Budget(Option<BudgetBuilder>),
    /// There is none yet.
    Later,
}

/// What is wrong with the numbers of a guard: the settings that it may be due to, and the rule.
pub type GuardProblem = (&'static [Key], String);

/// All that are on the list.
pub fn known_guards() -> Vec<KnownGuard> {
    let Collected {
        breakers,
        budgets,
        names,
    } = collect();
    let breakers = by_guard(&breakers).into_iter().map(|(breaker, names)| {
        KnownGuard::of(breaker, &names, Own::Breaker(*breaker.builder_of()))
    });
    let budgets = by_guard(&budgets).into_iter().map(|(budget, names)| {
        KnownGuard::of(budget, &names, Own::Budget(budget.builder_of().copied()))
    });
    let later = names.into_iter().map(|name| KnownGuard {
        names: vec![name.to_owned()],
        is_named: true,
        functions: Vec::new(),
        own: Own::Later,
    });
    breakers.chain(budgets).chain(later).collect()
}

impl KnownGuard {
    fn of<G>(listed: &ListedGuard<G>, names: &[&str], own: Own) -> Self {
        Self {
            is_named: listed.is_named(),
            names: names.iter().copied().map(str::to_owned).collect(),
            functions: listed.functions().to_vec(),
            own,
        }
    }

    /// What it is; `None` is not known yet.
    pub fn kind(&self) -> Option<GuardKind> {
        match self.own {
            Own::Breaker(_) => Some(GuardKind::Breaker),
            Own::Budget(_) => Some(GuardKind::Budget),
            Own::Later => None,
        }
    }

    /// Why it has no use for `key` beside these numbers, if it has none.
    pub fn unused(&self, key: Key, numbers: &GuardNumbers) -> Option<&'static str> {
        let breaker = match self.own {
            Own::Later | Own::Budget(Some(_)) => return None,
            Own::Budget(None) => {
                let is_of_any = matches!(key, Key::BudgetFloor | Key::BudgetMaxConcurrent);
                return (!is_of_any)
                    .then_some("which has no such number: it is no bucket of tokens");
            }
            Own::Breaker(builder) => builder.with(&numbers.breaker),
        };
        match key {
            Key::BreakerMinCalls | Key::BreakerWindow | Key::BreakerSlowCallRateThreshold
                if !breaker.goes_by_rate() =>
            {
                Some("which goes by failures in a row and not by a rate")
            }
            Key::BreakerSlowCallRateThreshold if !breaker.counts_slow_calls() => {
                Some("for which no call is slow: set breaker_slow_call_duration_threshold as well")
            }
            Key::BreakerOpenForFactor | Key::BreakerMaxOpenFor if !breaker.grows() => Some(
                "whose open time does not grow: set both breaker_open_for_factor and breaker_max_open_for",
            ),
            _ => None,
        }
    }

    /// The first rule that is broken with these numbers.
    pub fn problem(&self, numbers: &GuardNumbers) -> Option<GuardProblem> {
        match self.own {
            Own::Breaker(builder) => {
                let error = builder.with(&numbers.breaker).try_build().err()?;
                Some((keys_of_breaker(&error), error.to_string()))
            }
            Own::Budget(builder) => {
                let error = builder?.with(&numbers.budget).try_build().err()?;
                Some((keys_of_budget(&error), error.to_string()))
            }
            Own::Later => None,
        }
    }
}

const fn keys_of_breaker(error: &BreakerError) -> &'static [Key] {
    match error {
        BreakerError::MinCallsOutOfRange { .. } => &[Key::BreakerMinCalls, Key::BreakerWindow],
        BreakerError::MaxOpenForBelowOpenFor { .. } => {
            &[Key::BreakerMaxOpenFor, Key::BreakerOpenFor]
        }
        BreakerError::UnusedSlowCallRate => &[Key::BreakerSlowCallRateThreshold],
        _ => Key::ALL,
    }
}

const fn keys_of_budget(_: &BudgetError) -> &'static [Key] {
    Key::ALL
}

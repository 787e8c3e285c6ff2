//! The list of one moment.

use core::ptr;

use super::entry::GuardEntry;
use super::listed::{Handle, Listed, ListedGuard};
use super::made;
use crate::guard::{Breaker, Budget, CircuitBreaker};

/// Everything that is on the list.
#[doc(hidden)]
#[derive(Default)]
pub struct Collected {
    pub(in crate::guard) breakers: Vec<ListedGuard<Breaker>>,
    pub(in crate::guard) budgets: Vec<ListedGuard<Budget>>,
    /// Of guards that are made while the program runs.
    pub(in crate::guard) names: Vec<&'static str>,
}

impl Collected {
    pub(super) fn breaker(&mut self, breaker: &'static Breaker, function: Option<&'static str>) {
        add(&mut self.breakers, breaker, breaker.name(), function);
    }

    pub(super) fn budget(&mut self, budget: &'static Budget, function: Option<&'static str>) {
        add(&mut self.budgets, budget, budget.name(), function);
    }

    pub(super) fn name(&mut self, name: &'static str) {
        if !name.is_empty() && !self.names.contains(&name) {
            self.names.push(name);
        }
    }
}

/// Each static is there once, with all functions that it guards.
fn add<G>(
    list: &mut Vec<ListedGuard<G>>,
    guard: &'static G,
    name: &str,
    function: Option<&'static str>,
) {
    let is_same = |known: &&mut ListedGuard<G>| ptr::eq::<G>(&raw const *known.guard, guard);
    if let Some(known) = list.iter_mut().find(is_same) {
        let function = function.filter(|function| !known.functions.contains(function));
        known.functions.extend(function);
        return;
    }
    list.push(ListedGuard {
        name: name.to_owned(),
        key: None,
        functions: function.into_iter().collect(),
        guard: Handle::Static(guard),
    });
}

pub(in crate::guard) fn collect() -> Collected {
    let mut all = Collected::default();
    for entry in inventory::iter::<GuardEntry> {
        match entry {
            GuardEntry::OfFunction {
                name,
                budget,
                breaker,
            } => {
                if let Some(budget) = budget {
                    all.budget(budget(), Some(name));
                }
                let breaker = breaker.map(|breaker| breaker());
                if let Some(breaker) = breaker.and_then(CircuitBreaker::as_breaker) {
                    all.breaker(breaker, Some(name));
                }
            }
            GuardEntry::Static(guards) => guards.add_to(&mut all),
        }
    }
    made::add_to(&mut all);
    sort(&mut all.breakers);
    sort(&mut all.budgets);
    all
}

fn sort<G>(list: &mut [ListedGuard<G>]) {
    for guard in &mut *list {
        guard.functions.sort_unstable();
    }
    list.sort_by(|one, other| (one.name(), one.key()).cmp(&(other.name(), other.key())));
}

/// The breakers that operators reach by name, as of now (feature `sites`): statics that attributes name or
/// [`list_guards!`](crate::list_guards) lists, whether they have been used or not; those of a
/// [`PerKey`](crate::guard::PerKey) that has a [name](crate::guard::PerKey::named); and those that were put on the
/// [`list`](super::list) and still live. Others' breakers, by [`CircuitBreaker`], are not on it.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::guard::{Breaker, breakers};
///
/// static MAIL: Breaker = Breaker::new().named("mail");
/// reattempt::list_guards!(MAIL);
///
/// /// Behind `POST /debug/breakers/{name}/open`.
/// fn open(name: &str) -> usize {
///     breakers().named(name).inspect(|breaker| breaker.open_now()).count()
/// }
/// assert_eq!(open("mail"), 1);
/// println!("{}", breakers()); // mail: open, 0 refused
/// ```
pub fn breakers() -> Listed<Breaker> {
    Listed(collect().breakers)
}

/// The same for budgets: see [`breakers`].
pub fn budgets() -> Listed<Budget> {
    Listed(collect().budgets)
}

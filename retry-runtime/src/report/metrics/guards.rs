//! The gauges of budgets and breakers.
//!
//! These are statics without a name of their own, so each is shown under the names of the functions it
//! guards, which are noted here when one of them first fails.

use core::ptr;
use std::sync::{PoisonError, RwLock};

use ::metrics::gauge;

use super::{TARGET, names::names, tell};
use crate::guard::breaker::listener;
use crate::guard::{Breaker, BreakerState, Budget};
use crate::site::Site;

/// No lock is held while the recorder is called: it may itself call a retried function.
static WATCHED: RwLock<Vec<Watched>> = RwLock::new(Vec::new());

/// A function, and what guards it.
#[derive(Clone, Copy)]
struct Watched {
    site: &'static Site,
    budget: Option<&'static Budget>,
    breaker: Option<&'static Breaker>,
}

impl Watched {
    fn show(self) {
        self.show_budget();
        self.show_breaker();
    }

    fn show_budget(self) {
        let Some(budget) = self.budget else { return };
        let name = self.site.name();
        show_last(
            || budget.tokens(),
            |tokens| {
                #[expect(clippy::cast_precision_loss, reason = "whole below 2^53")]
                let tokens = tokens as f64;
                gauge!(target: TARGET, &*names().budget, "name" => name).set(tokens);
            },
        );
    }

    fn show_breaker(self) {
        let Some(breaker) = self.breaker else { return };
        let name = self.site.name();
        show_last(
            || breaker.state(),
            |present| {
                for state in BreakerState::ALL {
                    let is_present = f64::from(state == present);
                    let state = state.as_str();
                    gauge!(target: TARGET, &*names().breaker, "name" => name, "state" => state)
                        .set(is_present);
                }
            },
        );
    }
}

/// Shows what is so now, and again if it has become something else meanwhile: of two threads that show
/// a value at once, the one that comes last has looked last. A recorder that changes it itself, by a
/// retried call of its own, is not followed for ever.
fn show_last<T: PartialEq + Copy>(look: impl Fn() -> T, show: impl Fn(T)) {
    const MOST: usize = 16;
    let mut shown = look();
    for _ in 0..MOST {
        show(shown);
        let present = look();
        if present == shown {
            return;
        }
        shown = present;
    }
}

/// Sets the gauges of all budgets and breakers to what is so now. Call it before the recorder is read,
/// such as where Prometheus is answered: a call that succeeds at once puts tokens back and tells nobody.
///
/// Those of functions that have not failed yet are not known, and not shown; nor are those that differ
/// from call to call, of which one name would stand for many.
pub fn collect() {
    tell(|| each(|_| true, Watched::show));
}

/// Notes what guards all calls of a function of which an attempt has failed.
pub(crate) fn watch(
    site: &'static Site,
    budget: Option<&'static Budget>,
    breaker: Option<&'static Breaker>,
) {
    if budget.is_none() && breaker.is_none() {
        return;
    }
    let is_known = |watched: &[Watched]| watched.iter().any(|known| ptr::eq(known.site, site));
    if is_known(&WATCHED.read().unwrap_or_else(PoisonError::into_inner)) {
        return;
    }
    let new = Watched {
        site,
        budget,
        breaker,
    };
    {
        let mut watched = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
        if is_known(&watched) {
            return;
        }
        watched.push(new);
    }
    if breaker.is_some() {
        listener::listen(breaker_changed);
    }
    tell(|| new.show());
}

/// Tokens were taken, asked for in vain, or given back.
pub(crate) fn budget_changed(budget: &Budget) {
    let guards = |one: &Watched| one.budget.is_some_and(|known| ptr::eq(known, budget));
    tell(|| each(guards, Watched::show_budget));
}

/// The state is another one.
fn breaker_changed(breaker: &Breaker) {
    let guards = |one: &Watched| one.breaker.is_some_and(|known| ptr::eq(known, breaker));
    tell(|| each(guards, Watched::show_breaker));
}

/// Shows those that are wanted, one after the other: the list only grows, at its end.
fn each(wanted: impl Fn(&Watched) -> bool, show: impl Fn(Watched)) {
    let nth = |n: usize| {
        let watched = WATCHED.read().unwrap_or_else(PoisonError::into_inner);
        watched.get(n).copied()
    };
    (0..).map_while(nth).filter(wanted).for_each(show);
}

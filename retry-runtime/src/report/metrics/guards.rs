//! The gauges of budgets and breakers.
//!
//! These are statics without a name of their own, so each is shown under the names of the functions it
//! guards, which are noted here when one of them first fails.

use core::ptr;
use std::sync::{PoisonError, RwLock};

use ::metrics::gauge;

use super::{BREAKER, BUDGET, TARGET};
use crate::guard::breaker::listener;
use crate::guard::{Breaker, BreakerState, Budget};
use crate::site::Site;

/// Written under while a state is shown, so that of two changes the later is shown last.
static WATCHED: RwLock<Vec<Watched>> = RwLock::new(Vec::new());

/// A function, and what guards it.
struct Watched {
    site: &'static Site,
    budget: Option<&'static Budget>,
    breaker: Option<&'static Breaker>,
}

impl Watched {
    fn show(&self) {
        self.show_budget();
        self.show_breaker();
    }

    fn show_budget(&self) {
        let Some(budget) = self.budget else { return };
        #[expect(clippy::cast_precision_loss, reason = "whole below 2^53")]
        let tokens = budget.tokens() as f64;
        gauge!(target: TARGET, BUDGET, "name" => self.site.name()).set(tokens);
    }

    fn show_breaker(&self) {
        let Some(breaker) = self.breaker else { return };
        let present = breaker.state();
        for state in BreakerState::ALL {
            let is_present = f64::from(state == present);
            let (name, state) = (self.site.name(), state.as_str());
            gauge!(target: TARGET, BREAKER, "name" => name, "state" => state).set(is_present);
        }
    }
}

/// Sets the gauges of all budgets and breakers to what is so now. Call it before the recorder is read,
/// such as where Prometheus is answered: a call that succeeds at once puts tokens back and tells nobody.
///
/// Those of functions that have not failed yet are not known, and not shown.
pub fn collect() {
    let watched = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
    watched.iter().for_each(Watched::show);
}

/// Notes what guards a function of which an attempt has failed.
pub(crate) fn watch(
    site: &'static Site,
    budget: Option<&'static Budget>,
    breaker: Option<&'static Breaker>,
) {
    let is_known = |watched: &[Watched]| watched.iter().any(|known| ptr::eq(known.site, site));
    if is_known(&WATCHED.read().unwrap_or_else(PoisonError::into_inner)) {
        return;
    }
    let mut watched = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
    if is_known(&watched) {
        return;
    }
    let new = Watched {
        site,
        budget,
        breaker,
    };
    if breaker.is_some() {
        listener::listen(breaker_changed);
    }
    new.show();
    watched.push(new);
}

/// Tokens were taken, asked for in vain, or given back.
pub(crate) fn budget_changed(budget: &'static Budget) {
    let watched = WATCHED.read().unwrap_or_else(PoisonError::into_inner);
    let guards = |one: &&Watched| one.budget.is_some_and(|known| ptr::eq(known, budget));
    watched.iter().filter(guards).for_each(Watched::show_budget);
}

/// The state is another one.
pub(crate) fn breaker_changed(breaker: &Breaker) {
    let watched = WATCHED.write().unwrap_or_else(PoisonError::into_inner);
    let guards = |one: &&Watched| one.breaker.is_some_and(|known| ptr::eq(known, breaker));
    watched
        .iter()
        .filter(guards)
        .for_each(Watched::show_breaker);
}

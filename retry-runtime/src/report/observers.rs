//! Telling the observers of the scopes around a call.

use core::fmt::Display;

use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::scope;
use crate::scope::observer::{Next, Observation};
use crate::site::Site;

/// An attempt has failed.
pub(crate) fn failed(call: &RetriedCall, failure: &Failure<'_>, next: Next) {
    tell(call.site, call.attempts, next, Some(&failure.error));
}

/// A call has succeeded after a failure.
pub(crate) fn recovered(call: &RetriedCall) {
    tell(
        call.site,
        call.attempts.saturating_add(1),
        Next::Return,
        None,
    );
}

fn tell(site: &'static Site, attempt: u32, next: Next, error: Option<&dyn Display>) {
    // Taken out of the scope first: an observer may enter another.
    let Some(observers) = scope::with(|scope| scope.observers.clone()) else {
        return;
    };
    for observer in observers.iter() {
        observer.observe(&Observation {
            site,
            attempt,
            next,
            error,
        });
    }
}

//! The last error of each site as text, for people who look at the program while it runs. Nothing is kept before
//! somebody asks for it.

use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::log;
use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::machine::{self, Instant};
use crate::site::Site;
use crate::site::per_site::PerSite;

static IS_KEPT: AtomicBool = AtomicBool::new(false);
static KEPT: PerSite<Mutex<Option<Kept>>> = PerSite::new();

/// Of more errors than one in this time the first is kept: in an outage every call would write a text.
const SHORTEST: Duration = Duration::from_millis(100);

struct Kept {
    at: Instant,
    error: LastError,
}

/// An error that a function has met lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastError {
    /// As the log shows it, after redaction.
    pub text: String,
    /// Its class.
    pub class: &'static str,
    /// Whose call it was.
    pub label: Option<String>,
}

/// Keeps the errors from here on.
pub fn keep() {
    IS_KEPT.store(true, Relaxed);
}

/// The last error of `site`, and how long ago it was.
pub fn of(site: &'static Site) -> Option<(LastError, Duration)> {
    let kept = kept(site);
    let Kept { at, error } = kept.as_ref()?;
    let age = machine::now().saturating_duration_since(*at);
    Some((error.clone(), age))
}

#[inline]
pub(super) fn note(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    if IS_KEPT.load(Relaxed) {
        write(call, failure);
    }
}

#[cold]
fn write(call: &RetriedCall<'_>, failure: &Failure<'_>) {
    let now = machine::now();
    // That the circuit is open says less than the error that has opened it.
    let is_enough =
        |kept: &Kept| failure.refused || now.saturating_duration_since(kept.at) < SHORTEST;
    if kept(call.site).as_ref().is_some_and(is_enough) {
        return;
    }
    // No lock is held: it is code of the user's.
    let error = LastError {
        text: log::error_text(&failure.error),
        class: failure.class.as_str(),
        label: failure.label.map(log::label_text),
    };
    *kept(call.site) = Some(Kept { at: now, error });
}

fn kept(site: &'static Site) -> MutexGuard<'static, Option<Kept>> {
    KEPT.of(site).lock().unwrap_or_else(PoisonError::into_inner)
}

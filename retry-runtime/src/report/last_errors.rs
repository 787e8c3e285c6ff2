//! The last error of each site as text, for people who look at the program while it runs. Nothing is kept before
//! somebody asks for it.

use core::ptr;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::log;
use crate::call::failure::Failure;
use crate::call::history::RetriedCall;
use crate::machine::{self, Instant};
use crate::site::Site;

static IS_KEPT: AtomicBool = AtomicBool::new(false);
/// By the address of the site, which is a static.
static KEPT: Mutex<Option<HashMap<usize, Kept>>> = Mutex::new(None);

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
    let kept = kept();
    let Kept { at, error } = kept.as_ref()?.get(&address(site))?;
    let age = machine::now().saturating_duration_since(*at);
    Some((error.clone(), age))
}

/// Forgets all of them.
pub fn forget() {
    drop(kept().take());
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
    let site = address(call.site);
    let is_due = |kept: &Kept| now.saturating_duration_since(kept.at) >= SHORTEST;
    let last = kept().as_ref().and_then(|all| all.get(&site).map(is_due));
    if last == Some(false) {
        return;
    }
    // No lock is held: it is code of the user's.
    let error = LastError {
        text: log::error_text(&failure.error),
        class: failure.class.as_str(),
        label: failure.label.map(log::label_text),
    };
    let new = Kept { at: now, error };
    drop(kept().get_or_insert_default().insert(site, new));
}

fn kept() -> MutexGuard<'static, Option<HashMap<usize, Kept>>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn address(site: &'static Site) -> usize {
    ptr::from_ref(site).addr()
}

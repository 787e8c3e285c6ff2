//! The scope that the running code is in: one a thread, changed by [`Scope::run`] for the time of a call
//! and by [`Scope::wrap`] for the time of a poll.

use core::cell::RefCell;
use std::sync::Arc;

use super::{Override, Scope};
use crate::policy::Policy;
use crate::scope::cancel::{CancelHandle, Cancelled};
use crate::scope::clock::Clock;
use crate::scope::enclosing::EnclosingCall;
use crate::scope::layers::Layers;

thread_local! {
    static CURRENT: RefCell<Scope> = const { RefCell::new(Scope::new()) };
}

/// Puts the outer scope back, also when the code inside panics.
pub(super) struct Entered {
    outer: Scope,
}

/// Puts `scope` inside the present one until the guard is dropped.
pub(super) fn enter(scope: Scope) -> Entered {
    let outer = CURRENT.with_borrow_mut(|current| {
        let inner = scope.inside(current);
        core::mem::replace(current, inner)
    });
    Entered { outer }
}

impl Drop for Entered {
    fn drop(&mut self) {
        // Where the thread's storage is gone already there is nothing to restore.
        let _ = CURRENT.try_with(|current| current.replace(core::mem::take(&mut self.outer)));
    }
}

/// Looks at the present scope; `None` while the thread is being torn down. `look` must not run
/// code of the user's, which might enter another scope.
pub(crate) fn with<T>(look: impl FnOnce(&Scope) -> T) -> Option<T> {
    CURRENT.try_with(|current| look(&current.borrow())).ok()
}

/// The scope's clock.
pub(crate) fn clock() -> Option<Arc<dyn Clock>> {
    with(|scope| scope.clock.clone()).flatten()
}

/// What counts for a wait: the clock, and who may end it.
pub(crate) fn waiting() -> (Option<Arc<dyn Clock>>, Layers<CancelHandle>) {
    with(|scope| (scope.clock.clone(), scope.handles.clone())).unwrap_or_default()
}

/// The handles that may end a wait.
pub(crate) fn handles() -> Layers<CancelHandle> {
    with(|scope| scope.handles.clone()).unwrap_or_default()
}

/// Whether one of them is cancelled.
pub(crate) fn check() -> Result<(), Cancelled> {
    with(|scope| scope.handles.check()).unwrap_or(Ok(()))
}

/// What a retried call around this one means for it.
pub(crate) fn enclosing() -> Option<EnclosingCall> {
    with(|scope| scope.enclosing).flatten()
}

/// The policy that the scope puts in place of a function's own.
pub(crate) fn policy() -> Option<Policy> {
    let look = |scope: &Scope| match &scope.instead {
        Some(Override::Policy(policy)) => Some(**policy),
        _ => None,
    };
    with(look).flatten()
}

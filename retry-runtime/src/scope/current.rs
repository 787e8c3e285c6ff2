//! The scope that the running code is in: one a thread, changed by [`Scope::run`] for the time of a call
//! and by [`Scope::wrap`] for the time of a poll.

use core::cell::{Cell, RefCell};
use std::sync::Arc;

use super::{Override, Scope};
use crate::policy::Policy;
use crate::scope::cancel::{CancelHandle, Cancelled};
use crate::scope::clock::Clock;
use crate::scope::enclosing::EnclosingCall;
use crate::scope::layers::Layers;

thread_local! {
    static CURRENT: RefCell<Current> = const { RefCell::new(Current::NOTHING) };
    /// Whether there is anything in `CURRENT`. All that is looked at where no scope is.
    static IS_SET: Cell<bool> = const { Cell::new(false) };
}

/// What the code of one thread is in.
struct Current {
    scope: Scope,
    inside: Inside,
}

/// Which code of the thread is in the scope.
#[derive(PartialEq)]
enum Inside {
    /// None: the scope is empty.
    Nothing,
    /// Of one task, or of the thread itself while it polls none. An executor that runs on the thread
    /// polls other tasks in between.
    Task(Task),
}

impl Current {
    const NOTHING: Self = Self {
        scope: Scope::new(),
        inside: Inside::Nothing,
    };

    /// The scope, as far as the running code is in it.
    fn scope(&self) -> Option<&Scope> {
        match &self.inside {
            Inside::Nothing => None,
            Inside::Task(task) => (*task == Task::running()).then_some(&self.scope),
        }
    }
}

/// A task of tokio's, or what runs outside of them, also what an executor blocks on. Without a runtime
/// that we know, no task can be told from another.
#[derive(PartialEq)]
struct Task(#[cfg(feature = "tokio")] Option<tokio::task::Id>);

impl Task {
    fn running() -> Self {
        Self(
            #[cfg(feature = "tokio")]
            tokio::task::try_id(),
        )
    }
}

/// Puts the outer scope back, also when the code inside panics.
pub(super) struct Entered {
    outer: Current,
}

/// Puts `scope` inside the present one until the guard is dropped. Nothing while the thread is being torn
/// down, when it can be in no scope.
pub(super) fn enter(scope: Scope) -> Option<Entered> {
    let enter = |current: &RefCell<Current>| {
        let mut current = current.borrow_mut();
        let scope = match current.scope() {
            Some(outer) => scope.inside(outer),
            None => scope,
        };
        let inside = Inside::Task(Task::running());
        let outer = core::mem::replace(&mut *current, Current { scope, inside });
        IS_SET.set(true);
        Entered { outer }
    };
    CURRENT.try_with(enter).ok()
}

impl Drop for Entered {
    fn drop(&mut self) {
        let outer = core::mem::replace(&mut self.outer, Current::NOTHING);
        IS_SET.set(outer.inside != Inside::Nothing);
        // Dropped outside of the cell: it may hold code of the user's, which may enter a scope.
        let _inner = CURRENT.try_with(|current| current.replace(outer));
    }
}

/// Whether the thread is in a scope; its code at present may be outside of it.
#[inline]
pub(crate) fn is_set() -> bool {
    IS_SET.get()
}

/// Looks at the present scope; `None` outside of any. `look` must not run code of the user's, which might
/// enter another scope.
#[inline]
pub(crate) fn with<T>(look: impl FnOnce(&Scope) -> T) -> Option<T> {
    if is_set() {
        look_at_current(look)
    } else {
        None
    }
}

#[cold]
fn look_at_current<T>(look: impl FnOnce(&Scope) -> T) -> Option<T> {
    CURRENT
        .try_with(|current| current.borrow().scope().map(look))
        .ok()
        .flatten()
}

/// Whether the scope has a clock, which comes before a `sleep` of the function's own.
pub(crate) fn has_clock() -> bool {
    with(|scope| scope.clock.is_some()).unwrap_or(false)
}

/// That of the scope, else that of the program.
pub(crate) fn clock() -> Option<Arc<dyn Clock>> {
    with(|scope| scope.clock.clone())
        .flatten()
        .or_else(program_clock)
}

/// What the program has set for everywhere.
#[cfg(feature = "program-clock")]
fn program_clock() -> Option<Arc<dyn Clock>> {
    crate::scope::program::clock()
}

#[cfg(not(feature = "program-clock"))]
fn program_clock() -> Option<Arc<dyn Clock>> {
    None
}

/// What counts for a wait: the clock, and who may end it.
pub(crate) fn waiting() -> (Option<Arc<dyn Clock>>, Layers<CancelHandle>) {
    let look = |scope: &Scope| (scope.clock.clone(), scope.handles.clone());
    let (clock, handles) = with(look).unwrap_or_default();
    (clock.or_else(program_clock), handles)
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

/// Whether what is set from outside counts.
#[cfg(feature = "config")]
pub(crate) fn is_configured() -> bool {
    with(|scope| !scope.unconfigured).unwrap_or(true)
}

/// The policy that the scope puts in place of a function's own.
pub(crate) fn policy() -> Option<Policy> {
    let look = |scope: &Scope| match &scope.instead {
        Some(Override::Policy(policy)) => Some(**policy),
        _ => None,
    };
    with(look).flatten()
}

/// What decides of a call made here beside its function: the policy of the scope, and whether configuration
/// counts.
#[cfg(feature = "config")]
pub fn decides() -> (Option<Policy>, bool) {
    (policy(), is_configured())
}

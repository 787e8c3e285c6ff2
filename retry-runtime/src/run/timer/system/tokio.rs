//! Tokio's timer, if the runtime has one.

use core::time::Duration;
use std::panic::catch_unwind;
use std::sync::{PoisonError, RwLock};

use tokio::runtime::{Handle, Id};
use tokio::task::coop::{Unconstrained, unconstrained};
use tokio::time::Sleep;

/// `None` outside of a runtime, and in one that was built without a time driver. Only a panic tells that, and
/// the program's panic hook with it, so each such runtime is asked once.
pub(super) fn sleep(delay: Duration) -> Option<Unconstrained<Sleep>> {
    let runtime = Handle::try_current().ok()?.id();
    if WITHOUT_TIMER.contains(runtime) {
        return None;
    }
    if let Ok(sleep) = catch_unwind(|| tokio::time::sleep(delay)) {
        // A body that has used up the task's budget is looked at all the same.
        Some(unconstrained(sleep))
    } else {
        WITHOUT_TIMER.add(runtime);
        None
    }
}

static WITHOUT_TIMER: Runtimes = Runtimes(RwLock::new(Vec::new()));

/// The latest of them: a program may make runtimes without end.
struct Runtimes(RwLock<Vec<Id>>);

impl Runtimes {
    const MOST: usize = 64;

    fn contains(&self, runtime: Id) -> bool {
        let runtimes = self.0.read().unwrap_or_else(PoisonError::into_inner);
        runtimes.contains(&runtime)
    }

    fn add(&self, runtime: Id) {
        let mut runtimes = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if runtimes.len() == Self::MOST {
            runtimes.remove(0);
        }
        runtimes.push(runtime);
    }
}

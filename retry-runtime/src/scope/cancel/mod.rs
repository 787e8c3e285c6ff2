//! Cancellation: a handle that ends the waits of retried calls, for a program that is to end.

use core::fmt;
use core::mem;
use core::sync::atomic::Ordering::{Acquire, Release};
use core::task::Waker;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, PoisonError};

#[cfg(loom)]
use loom::sync::{Mutex, MutexGuard, atomic::AtomicBool};
#[cfg(not(loom))]
use std::sync::{Mutex, MutexGuard, atomic::AtomicBool};

mod wait;

use crate::error::stop_reason::StopReason;
use crate::scope::layers::Layers;

pub(crate) use wait::{Watch, block};

/// Ends all delays of retried calls at once, also those of sync functions: for a shutdown that does not wait for
/// retries.
///
/// A [`Scope`](crate::Scope) connects it to calls, by [`cancelled_by`](crate::Scope::cancelled_by). A clone is the
/// same handle. Cancelling cannot be undone; use a new handle to start again.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use std::thread;
///
/// use reattempt::{CancelHandle, Scope};
///
/// let shutdown = CancelHandle::new();
/// let scope = Scope::new().cancelled_by(&shutdown);
/// let worker = thread::spawn(move || scope.run(|| "no retried function called here waits for long"));
///
/// shutdown.cancel();
/// worker.join().unwrap();
/// ```
#[derive(Clone)]
pub struct CancelHandle(Arc<Shared>);

struct Shared {
    /// Set under the lock, so that no waiter comes between a look at it and the waking; read without.
    cancelled: AtomicBool,
    waiters: Mutex<Waiters>,
}

/// The wakers of those that wait, each in a place of its own, so that coming and going take the same
/// time however many there are.
#[derive(Default)]
struct Waiters {
    places: Vec<Option<Waker>>,
    free: Vec<usize>,
}

impl Waiters {
    fn insert(&mut self, waker: Waker) -> usize {
        if let Some(place) = self.free.pop() {
            self.places[place] = Some(waker);
            return place;
        }
        self.places.push(Some(waker));
        self.places.len() - 1
    }

    fn remove(&mut self, place: usize) -> Option<Waker> {
        let waker = self.places.get_mut(place)?.take();
        self.free.push(place);
        waker
    }
}

/// A handle was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cancelled;

impl From<Cancelled> for StopReason {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl CancelHandle {
    /// A handle that is not cancelled.
    pub fn new() -> Self {
        Self(Arc::new(Shared {
            cancelled: AtomicBool::new(false),
            waiters: Mutex::new(Waiters::default()),
        }))
    }

    /// Ends all delays that this handle is connected to, and no delay begins after that. Further calls do nothing.
    ///
    /// It can be called on any thread, but not in a raw signal handler, because it takes a lock.
    pub fn cancel(&self) {
        let mut waiters = self.waiters();
        self.0.cancelled.store(true, Release);
        let woken = mem::take(&mut *waiters);
        // A waker may run anything, this function too.
        drop(waiters);
        wake_all(woken.places.into_iter().flatten());
    }

    /// Whether it has been cancelled. Reads one atomic.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.load(Acquire)
    }

    fn check(&self) -> Result<(), Cancelled> {
        if self.is_cancelled() {
            Err(Cancelled)
        } else {
            Ok(())
        }
    }

    /// Has `waker` woken when this handle is cancelled.
    fn register(&self, waker: &Waker) -> Result<Registration, Cancelled> {
        // Cloned and dropped outside of the lock: both may run anything.
        let waker = waker.clone();
        let mut waiters = self.waiters();
        self.check()?;
        Ok(Registration {
            handle: self.clone(),
            place: waiters.insert(waker),
        })
    }

    fn waiters(&self) -> MutexGuard<'_, Waiters> {
        self.0
            .waiters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes every one, even if one of them panics; then that panic goes on.
fn wake_all(wakers: impl Iterator<Item = Waker>) {
    let mut first_panic = Ok(());
    for waker in wakers {
        let woken = catch_unwind(AssertUnwindSafe(|| waker.wake()));
        first_panic = first_panic.and(woken);
    }
    if let Err(panic) = first_panic {
        resume_unwind(panic);
    }
}

impl Default for CancelHandle {
    /// As [`new`](Self::new).
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for CancelHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancelHandle")
            .field("cancelled", &self.is_cancelled())
            .finish()
    }
}

/// The handles of a scope and of those around it; any of them counts.
impl Layers<CancelHandle> {
    pub(crate) fn check(&self) -> Result<(), Cancelled> {
        self.iter().try_for_each(|handle| handle.check())
    }

    /// Has `waker` woken when one of them is cancelled.
    fn register(&self, waker: &Waker) -> Result<Vec<Registration>, Cancelled> {
        self.iter().map(|handle| handle.register(waker)).collect()
    }
}

/// A waker that a handle wakes, as long as this lives.
struct Registration {
    handle: CancelHandle,
    place: usize,
}

impl Drop for Registration {
    fn drop(&mut self) {
        // Dropped at the end of the block, when the lock is open again.
        let _waker = self.handle.waiters().remove(self.place);
    }
}

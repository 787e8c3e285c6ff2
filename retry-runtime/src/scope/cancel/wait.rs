//! Waits that a handle can end.

use core::pin::Pin;
use core::task::{Context, Poll, Waker, ready};
use core::time::Duration;
use std::sync::{Arc, PoisonError};
use std::task::Wake;

#[cfg(loom)]
use loom::sync::{Condvar, Mutex, MutexGuard};
#[cfg(not(loom))]
use std::sync::{Condvar, Mutex, MutexGuard};

use super::{CancelHandle, Cancelled, Registration};
use crate::machine::Instant;
use crate::scope::layers::Layers;

/// Blocks the thread for `delay`, or until one of `handles` is cancelled.
pub(crate) fn block(handles: &Layers<CancelHandle>, delay: Duration) -> Result<(), Cancelled> {
    if handles.is_empty() {
        std::thread::sleep(delay);
        return Ok(());
    }
    let bell = Arc::new(Bell::new());
    let _registered = handles.register(&Waker::from(Arc::clone(&bell)))?;
    bell.wait(delay);
    handles.check()
}

/// Wakes a thread. Not by `std::thread::unpark`, whose token may be another's.
struct Bell {
    rung: Mutex<bool>,
    ringing: Condvar,
}

impl Bell {
    fn new() -> Self {
        Self {
            rung: Mutex::new(false),
            ringing: Condvar::new(),
        }
    }

    /// Until it is rung, at most for `delay`.
    fn wait(&self, delay: Duration) {
        let start = Instant::now();
        let mut rung = self.rung();
        while !*rung {
            let left = delay.saturating_sub(start.elapsed());
            if left.is_zero() {
                return;
            }
            let woken = self.ringing.wait_timeout(rung, left);
            rung = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn rung(&self) -> MutexGuard<'_, bool> {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        *self.rung() = true;
        self.ringing.notify_one();
    }
}

/// What an async wait is raced against; one pointer, and nothing behind it without handles.
pub(crate) struct Watch(Option<Box<Watched>>);

struct Watched {
    handles: Layers<CancelHandle>,
    registered: Option<Registered>,
}

struct Registered {
    waker: Waker,
    _at: Vec<Registration>,
}

impl Watch {
    pub(crate) const fn nothing() -> Self {
        Self(None)
    }

    /// Begins with the first poll.
    pub(crate) fn new(handles: Layers<CancelHandle>) -> Self {
        if handles.is_empty() {
            return Self::nothing();
        }
        Self(Some(Box::new(Watched {
            handles,
            registered: None,
        })))
    }

    /// Polls `wait`, which is over early if one of the handles is cancelled. The end of it is the end of
    /// the watch.
    pub(crate) fn race<F: Future>(&mut self, wait: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<()> {
        let look = |watched: &mut Box<Watched>| watched.look(cx.waker());
        if self.0.as_mut().map_or(Ok(()), look).is_ok() {
            ready!(wait.poll(cx));
        }
        *self = Self::nothing();
        Poll::Ready(())
    }
}

impl Watched {
    /// Has `waker` woken when one of the handles is cancelled, unless one is.
    fn look(&mut self, waker: &Waker) -> Result<(), Cancelled> {
        let registered = self.registered.as_ref();
        if registered.is_some_and(|registered| registered.waker.will_wake(waker)) {
            return self.handles.check();
        }
        // Whether it is cancelled is looked at under the lock of each handle.
        self.registered = Some(Registered {
            waker: waker.clone(),
            _at: self.handles.register(waker)?,
        });
        Ok(())
    }
}

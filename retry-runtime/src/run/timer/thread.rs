//! A wait by a thread, on an executor without a timer.

use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};

/// The fallback on an executor that brings no timer we know: a thread sleeps and wakes the task.
/// It costs a thread a wait, but a retry never fails for want of a timer; `sleep = ..` replaces it.
pub(crate) struct ThreadSleep(Arc<Mutex<Alarm>>);

#[derive(Default)]
struct Alarm {
    rung: bool,
    waker: Option<Waker>,
}

impl ThreadSleep {
    pub(super) fn new(delay: Duration) -> Self {
        let alarm = Arc::new(Mutex::new(Alarm::default()));
        let ringing = Arc::clone(&alarm);
        std::thread::spawn(move || {
            std::thread::sleep(delay);
            let mut alarm = ringing.lock().unwrap_or_else(PoisonError::into_inner);
            alarm.rung = true;
            if let Some(waker) = alarm.waker.take() {
                waker.wake();
            }
        });
        Self(alarm)
    }

    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<()> {
        let mut alarm = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if alarm.rung {
            return Poll::Ready(());
        }
        alarm.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

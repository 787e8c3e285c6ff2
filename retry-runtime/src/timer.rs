//! A wait in an async function: by the scope's clock, by tokio, or without either by a thread.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;

use pin_project_lite::pin_project;

use crate::scope;

#[cfg(feature = "tokio")]
type Native = tokio::time::Sleep;
#[cfg(not(feature = "tokio"))]
type Native = core::future::Pending<()>;

pin_project! {
    /// A wait; starts when it is made.
    #[project = TimerKind]
    pub(crate) enum Timer {
        Native { #[pin] sleep: Native },
        Clock { sleep: Pin<Box<dyn Future<Output = ()> + Send>> },
        Thread { sleep: ThreadSleep },
    }
}

impl Timer {
    pub(crate) fn new(delay: Duration) -> Self {
        if let Some(clock) = scope::clock() {
            return Self::Clock {
                sleep: clock.sleep(delay),
            };
        }
        #[cfg(feature = "tokio")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return Self::Native {
                sleep: tokio::time::sleep(delay),
            };
        }
        Self::Thread {
            sleep: ThreadSleep::new(delay),
        }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.project() {
            TimerKind::Native { sleep } => sleep.poll(cx),
            TimerKind::Clock { sleep } => sleep.as_mut().poll(cx),
            TimerKind::Thread { sleep } => sleep.poll(cx),
        }
    }
}

/// The fallback on an executor that brings no timer we know: a thread sleeps and wakes the task.
/// It costs a thread a wait, but a retry never fails for want of a timer; `sleep = ..` replaces it.
pub(crate) struct ThreadSleep(Arc<Mutex<Alarm>>);

#[derive(Default)]
struct Alarm {
    rung: bool,
    waker: Option<Waker>,
}

impl ThreadSleep {
    fn new(delay: Duration) -> Self {
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

    fn poll(&self, cx: &Context<'_>) -> Poll<()> {
        let mut alarm = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if alarm.rung {
            return Poll::Ready(());
        }
        alarm.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

pin_project! {
    /// What is left of a wait between two attempts.
    #[project = WaitKind]
    pub(crate) enum Wait {
        /// Nothing is being waited for.
        Idle,
        /// A delay of zero: lets other tasks run once, and touches no timer.
        Yielded,
        Timer { #[pin] timer: Timer },
    }
}

impl Wait {
    /// Polls the wait for `delay` nanoseconds, starting it if none is under way.
    pub(crate) fn poll(mut self: Pin<&mut Self>, delay: u64, cx: &mut Context<'_>) -> Poll<()> {
        if let WaitKind::Idle = self.as_mut().project() {
            if delay == 0 {
                self.set(Self::Yielded);
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            self.set(Self::Timer {
                timer: Timer::new(Duration::from_nanos(delay)),
            });
        }
        if let WaitKind::Timer { timer } = self.as_mut().project() {
            core::task::ready!(timer.poll(cx));
        }
        self.set(Self::Idle);
        Poll::Ready(())
    }
}

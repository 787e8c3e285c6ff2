//! A wait in an async function: by the scope's clock, by tokio, or without either by a thread.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Waker;

use pin_project_lite::pin_project;

use crate::cancel::Watch;
use crate::{Clock, scope};

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
        Self::by(scope::clock(), delay)
    }

    fn by(clock: Option<Arc<dyn Clock>>, delay: Duration) -> Self {
        if let Some(clock) = clock {
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
    /// The wait between two attempts, while it lasts.
    #[project = WaitParts]
    pub(crate) struct Wait {
        yielded: bool,
        #[pin]
        timer: Option<Timer>,
        watch: Watch,
    }
}

impl Wait {
    /// Nothing is being waited for.
    pub(crate) const fn new() -> Self {
        Self {
            yielded: false,
            timer: None,
            watch: Watch::nothing(),
        }
    }

    /// Polls the wait for `delay` nanoseconds, starting it if none is under way. It is over early
    /// if it is cancelled.
    pub(crate) fn poll(self: Pin<&mut Self>, delay: u64, cx: &mut Context<'_>) -> Poll<()> {
        if delay == 0 {
            return self.poll_yield(cx);
        }
        let WaitParts {
            mut timer, watch, ..
        } = self.project();
        if timer.is_none() {
            let (clock, handles) = scope::waiting();
            timer.set(Some(Timer::by(clock, Duration::from_nanos(delay))));
            *watch = Watch::new(handles);
        }
        if let Some(running) = timer.as_mut().as_pin_mut() {
            ready!(watch.race(running, cx));
        }
        timer.set(None);
        Poll::Ready(())
    }

    /// A wait by a future of the user's begins.
    pub(crate) fn watch(self: Pin<&mut Self>) {
        *self.project().watch = Watch::new(scope::handles());
    }

    /// Polls the user's future. It is over early if it is cancelled.
    pub(crate) fn poll_own<F: Future>(
        self: Pin<&mut Self>,
        sleep: Pin<&mut F>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        self.project().watch.race(sleep, cx)
    }

    /// A delay of zero lets other tasks run once, and touches no timer.
    fn poll_yield(self: Pin<&mut Self>, cx: &Context<'_>) -> Poll<()> {
        let yielded = self.project().yielded;
        *yielded = !*yielded;
        if *yielded {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

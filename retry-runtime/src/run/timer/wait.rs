//! The wait between two attempts.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use pin_project_lite::pin_project;

use super::Timer;
use crate::scope;
use crate::scope::cancel::Watch;

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

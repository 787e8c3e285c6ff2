//! The wait between two attempts.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use pin_project_lite::pin_project;

use super::Timer;
use crate::error::stop_reason::StopReason;
use crate::run::waits::give_way;
use crate::scope;
use crate::scope::cancel::Watch;

pin_project! {
    /// The wait between two attempts, while it lasts.
    #[project = WaitParts]
    pub(crate) struct Wait {
        has_begun: bool,
        #[pin]
        timer: Option<Timer>,
        watch: Watch,
    }
}

impl Wait {
    /// A wait by `timer`, if it needs one, that has not begun.
    pub(crate) const fn new(timer: Option<Timer>) -> Self {
        Self {
            has_begun: false,
            timer,
            watch: Watch::nothing(),
        }
    }

    /// The timer for a wait of so many nanoseconds that is about to begin. None for no wait, nor where the
    /// scope's clock will be asked.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn timer(delay: u64) -> Result<Option<Timer>, StopReason> {
        if delay == 0 || scope::clock().is_some() {
            return Ok(None);
        }
        match Timer::by_machine(Duration::from_nanos(delay)) {
            None => Err(StopReason::NoTimer),
            timer => Ok(timer),
        }
    }

    pub(crate) fn set_timer(self: Pin<&mut Self>, timer: Option<Timer>) {
        self.project().timer.set(timer);
    }

    /// Polls the wait for `delay` nanoseconds. It is over early if it is cancelled.
    pub(crate) fn poll(self: Pin<&mut Self>, delay: u64, cx: &mut Context<'_>) -> Poll<()> {
        if delay == 0 {
            return give_way(self.project().has_begun, cx);
        }
        let WaitParts {
            has_begun,
            mut timer,
            watch,
        } = self.project();
        if !*has_begun {
            let (clock, handles) = scope::waiting();
            if let Some(clock) = clock {
                timer.set(Some(Timer::by_clock(&clock, Duration::from_nanos(delay))));
            }
            *watch = Watch::new(handles);
            *has_begun = true;
        }
        if let Some(running) = timer.as_mut().as_pin_mut() {
            ready!(watch.race(running, cx));
        }
        timer.set(None);
        *has_begun = false;
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
}

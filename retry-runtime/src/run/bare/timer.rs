//! Waits without `std`: a function has a `sleep` of its own, because there is no other timer.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use crate::error::stop_reason::StopReason;
pub use crate::run::waits::Waits;
use crate::run::waits::give_way;

/// A wait that the function has no `sleep` for, of which there is none.
pub(crate) enum Timer {}

impl Timer {
    pub(crate) const fn new(_: Duration) -> Option<Self> {
        None
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match *self {}
    }
}

/// The wait between two attempts, while it lasts.
pub(crate) struct Wait {
    has_begun: bool,
}

impl Wait {
    /// A wait that has not begun.
    pub(crate) const fn new(_: Option<Timer>) -> Self {
        Self { has_begun: false }
    }

    /// The timer for a wait of so many nanoseconds.
    ///
    /// # Errors
    /// If there has to be one.
    pub(crate) const fn timer(delay: u64) -> Result<Option<Timer>, StopReason> {
        match delay {
            0 => Ok(None),
            _ => Err(StopReason::NoTimer),
        }
    }

    #[expect(clippy::unused_self, reason = "as with `std`")]
    pub(crate) const fn set_timer(self: Pin<&mut Self>, _: Option<Timer>) {}

    /// Polls a wait that is none: that for a delay is the function's own.
    pub(crate) fn poll(mut self: Pin<&mut Self>, _delay: u64, cx: &Context<'_>) -> Poll<()> {
        give_way(&mut self.has_begun, cx)
    }

    /// Nobody can end a wait by the user's future.
    #[expect(clippy::unused_self, reason = "as with `std`")]
    pub(crate) const fn watch(self: Pin<&mut Self>) {}

    /// Polls the user's future.
    #[expect(clippy::unused_self, reason = "as with `std`")]
    pub(crate) fn poll_own<F: Future>(
        self: Pin<&mut Self>,
        sleep: Pin<&mut F>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        sleep.poll(cx).map(drop)
    }
}

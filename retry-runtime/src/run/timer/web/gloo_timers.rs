//! `setTimeout`, for waits of any length.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;

use gloo_timers::future::TimeoutFuture;
use send_wrapper::SendWrapper;

/// A wait. A future of JavaScript's stays on its thread, of which there is one; so that the futures of
/// retried functions are `Send` there too, as everywhere.
pub(crate) struct Sleep {
    timeout: SendWrapper<TimeoutFuture>,
    /// What is still to be waited for after it.
    left: Duration,
}

/// Begins a wait.
pub(crate) fn sleep(delay: Duration) -> Option<Sleep> {
    let (now, left) = split(delay);
    Some(Sleep {
        timeout: SendWrapper::new(TimeoutFuture::new(now)),
        left,
    })
}

/// The milliseconds, rounded up, for which one timeout can be set, and what is left then.
fn split(delay: Duration) -> (u32, Duration) {
    /// About 25 days: a longer timeout is over at once.
    const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

    let now = delay.min(LONGEST);
    let millis = now.as_nanos().div_ceil(1_000_000);
    (u32::try_from(millis).unwrap_or(u32::MAX), delay - now)
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(Pin::new(&mut *self.timeout).poll(cx));
            if self.left.is_zero() {
                return Poll::Ready(());
            }
            let (now, left) = split(self.left);
            self.timeout = SendWrapper::new(TimeoutFuture::new(now));
            self.left = left;
        }
    }
}

//! Waits, whatever they are by.

use core::task::{Context, Poll};

/// How an async function waits.
#[derive(Clone, Copy)]
pub enum Waits {
    /// By a timer.
    ByTimer,
    /// By a `sleep` of its own.
    ByOwnSleep,
}

/// A delay of zero lets other tasks run once, and touches no timer.
pub(super) fn give_way(has_begun: &mut bool, cx: &Context<'_>) -> Poll<()> {
    *has_begun = !*has_begun;
    if *has_begun {
        cx.waker().wake_by_ref();
        return Poll::Pending;
    }
    Poll::Ready(())
}

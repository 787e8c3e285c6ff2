//! Whether a thread that is about to sleep keeps tasks waiting.

/// Whether this thread is inside the poll of a task.
///
/// Tokio gives each poll of a task a budget, and none to a thread on which blocking is allowed: in
/// `spawn_blocking`, in `block_in_place`, or one that is not the runtime's. So this spends what there is,
/// a byte's worth at most, and looks whether it runs out. A task that is `unconstrained` looks as if it
/// might block.
#[cfg(feature = "tokio")]
pub(super) fn is_polling_a_task() -> bool {
    use core::task::{Context, Poll, Waker};

    use tokio::task::coop;

    let mut context = Context::from_waker(Waker::noop());
    // Dropped last, it restores the budget as it was before the first step.
    let Poll::Ready(_restores) = coop::poll_proceed(&mut context) else {
        return true;
    };
    (0..u8::MAX).any(|_| match coop::poll_proceed(&mut context) {
        Poll::Ready(step) => {
            step.made_progress();
            false
        }
        Poll::Pending => true,
    })
}

/// Without a runtime that we know, nobody can tell.
#[cfg(not(feature = "tokio"))]
pub(super) fn is_polling_a_task() -> bool {
    false
}

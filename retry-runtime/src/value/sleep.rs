//! How a retry waits.

use core::time::Duration;

use crate::call::failure::Failure;
use crate::call::verdict::Verdict;
use crate::run::guards::Guards;
use crate::run::state::SyncState;
use crate::run::timer::Waits;

/// How a sync call waits.
#[doc(hidden)]
pub trait SleepSync {
    fn wait(
        &self,
        state: &SyncState<'_>,
        failure: &Failure<'_>,
        guards: &mut Guards<'_>,
    ) -> Verdict;
}

/// How an async call waits.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "an async call needs a timer for its delays, and `reattempt` has none",
    label = "no timer",
    note = "enable the feature `tokio` or `futures-timer` of `reattempt`, on `wasm32-unknown-unknown` the feature \
            `gloo-timers`; for another runtime write `.sleep(your_sleep)`, or enable `program-clock` and call `set_clock`"
)]
pub trait SleepAsync {
    /// A wait of the user's own.
    type Sleep: IntoFuture;
    /// What begins one.
    type Begin<'a>: FnOnce(Duration) -> Self::Sleep
    where
        Self: 'a;

    fn waits() -> Waits;

    /// `None` if there is no wait of the user's own.
    fn own(&self) -> Option<Self::Begin<'_>>;
}

/// By a timer, or by blocking the thread.
#[derive(Clone, Copy, Debug)]
pub struct ByTimer;

impl SleepSync for ByTimer {
    fn wait(
        &self,
        state: &SyncState<'_>,
        failure: &Failure<'_>,
        guards: &mut Guards<'_>,
    ) -> Verdict {
        state.block(failure, Some(guards))
    }
}

/// By a function of the user's own.
#[derive(Clone, Copy, Debug)]
pub struct SleepBy<F>(pub(super) F);

impl<F: Fn(Duration)> SleepSync for SleepBy<F> {
    fn wait(
        &self,
        state: &SyncState<'_>,
        failure: &Failure<'_>,
        guards: &mut Guards<'_>,
    ) -> Verdict {
        match state.history().delay_to_sleep() {
            Some(delay) => {
                (self.0)(delay);
                state.slept(failure, Some(guards))
            }
            None => state.block(failure, Some(guards)),
        }
    }
}

impl<W: IntoFuture, F: Fn(Duration) -> W> SleepAsync for SleepBy<F> {
    type Sleep = W;
    type Begin<'a>
        = &'a F
    where
        F: 'a;

    fn waits() -> Waits {
        Waits::ByOwnSleep
    }

    fn own(&self) -> Option<&F> {
        Some(&self.0)
    }
}

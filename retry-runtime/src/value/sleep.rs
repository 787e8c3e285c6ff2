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

/// As `S`, where attempts have a time limit.
#[derive(Clone, Copy, Debug)]
pub struct Limited<S>(pub(super) S);

impl<S: SleepAsync> SleepAsync for Limited<S> {
    type Sleep = S::Sleep;
    type Begin<'a>
        = S::Begin<'a>
    where
        S: 'a;

    fn waits() -> Waits {
        S::waits()
    }

    fn own(&self) -> Option<S::Begin<'_>> {
        self.0.own()
    }
}

impl<S: SleepSync + EndsSyncAttempts> SleepSync for Limited<S> {
    fn wait(
        &self,
        state: &SyncState<'_>,
        failure: &Failure<'_>,
        guards: &mut Guards<'_>,
    ) -> Verdict {
        self.0.wait(state, failure, guards)
    }
}

/// Nothing can: it is there for what is said then.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a sync call has no `attempt_timeout`: nothing can interrupt it",
    label = "the `Retry` has an `attempt_timeout`",
    note = "write `call_async` with an async body, or give a time limit to what the closure calls"
)]
pub trait EndsSyncAttempts {}

/// Where no function that waits was put yet.
#[doc(hidden)]
#[diagnostic::on_unimplemented(message = "a `Retry` takes one `sleep`", label = "set before")]
pub trait SleepSlot {
    type With<F>;

    fn with<F>(self, sleep: F) -> Self::With<F>;
}

impl SleepSlot for ByTimer {
    type With<F> = SleepBy<F>;

    fn with<F>(self, sleep: F) -> SleepBy<F> {
        SleepBy(sleep)
    }
}

impl<S: SleepSlot> SleepSlot for Limited<S> {
    type With<F> = Limited<S::With<F>>;

    fn with<F>(self, sleep: F) -> Limited<S::With<F>> {
        Limited(self.0.with(sleep))
    }
}

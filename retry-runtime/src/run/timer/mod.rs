//! A wait in an async function: by the scope's clock, by tokio's timer, or by that of `futures-timer`.

#[cfg(feature = "tokio")]
mod tokio;
mod wait;

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::Arc;

use pin_project_lite::pin_project;

pub(crate) use wait::Wait;

use crate::scope;
use crate::scope::clock::Clock;

#[cfg(feature = "tokio")]
type Tokio = ::tokio::task::coop::Unconstrained<::tokio::time::Sleep>;
#[cfg(not(feature = "tokio"))]
type Tokio = core::future::Pending<()>;

#[cfg(feature = "futures-timer")]
type Portable = futures_timer::Delay;
#[cfg(not(feature = "futures-timer"))]
type Portable = core::future::Pending<()>;

pin_project! {
    /// A wait; starts when it is made.
    #[project = TimerKind]
    pub(crate) enum Timer {
        Tokio { #[pin] sleep: Tokio },
        Portable { #[pin] sleep: Portable },
        Clock { sleep: Pin<Box<dyn Future<Output = ()> + Send>> },
    }
}

impl Timer {
    /// By the scope's clock, else by what this thread has; `None` where that is nothing.
    pub(crate) fn new(delay: Duration) -> Option<Self> {
        match scope::clock() {
            Some(clock) => Some(Self::by_clock(&clock, delay)),
            None => Self::by_feature(delay),
        }
    }

    fn by_clock(clock: &Arc<dyn Clock>, delay: Duration) -> Self {
        Self::Clock {
            sleep: clock.sleep(delay),
        }
    }

    #[cfg_attr(
        not(any(feature = "tokio", feature = "futures-timer")),
        expect(unused_variables, reason = "there is no timer")
    )]
    #[cfg_attr(
        feature = "futures-timer",
        expect(
            clippy::unnecessary_wraps,
            reason = "without the feature there may be none"
        )
    )]
    fn by_feature(delay: Duration) -> Option<Self> {
        #[cfg(feature = "tokio")]
        if let Some(sleep) = tokio::sleep(delay) {
            return Some(Self::Tokio { sleep });
        }
        #[cfg(feature = "futures-timer")]
        return Some(Self::Portable {
            sleep: futures_timer::Delay::new(delay),
        });
        #[cfg(not(feature = "futures-timer"))]
        None
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        #[cfg_attr(
            not(any(feature = "tokio", feature = "futures-timer")),
            expect(clippy::match_same_arms, reason = "there are no timers to tell apart")
        )]
        match self.project() {
            TimerKind::Tokio { sleep } => sleep.poll(cx),
            TimerKind::Portable { sleep } => sleep.poll(cx),
            TimerKind::Clock { sleep } => sleep.as_mut().poll(cx),
        }
    }
}

/// The features of this crate, among which an async function needs a timer.
pub struct Features;

/// There is a timer for async functions: with the feature `tokio` or `futures-timer`.
#[diagnostic::on_unimplemented(
    message = "an `async fn` with `#[retry]` needs a timer for its delays, and `reattempt` has none",
    label = "no timer",
    note = "enable the feature `tokio` or `futures-timer` of `reattempt`, or write `sleep = your_sleep` in the attribute"
)]
pub trait HasTimer {
    #[doc(hidden)]
    fn timer(self) -> Waits;
}

#[cfg(any(feature = "tokio", feature = "futures-timer"))]
impl HasTimer for Features {
    #[inline]
    fn timer(self) -> Waits {
        Waits::ByTimer
    }
}

/// How an async function waits.
#[derive(Clone, Copy)]
pub enum Waits {
    /// By a timer.
    ByTimer,
    /// By a `sleep` of its own.
    ByOwnSleep,
}

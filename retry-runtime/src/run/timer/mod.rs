//! A wait in an async function: by the scope's clock, else by what the machine and the features of this
//! crate give.

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod system;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use system as this;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod web;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use web as this;

mod wait;

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::Arc;

use pin_project_lite::pin_project;

pub(crate) use wait::Wait;

pub use crate::run::waits::Waits;
use crate::scope;
use crate::scope::clock::Clock;

pin_project! {
    /// A wait; starts when it is made.
    #[project = TimerKind]
    pub(crate) enum Timer {
        Machine { #[pin] sleep: this::Sleep },
        Clock { sleep: Pin<Box<dyn Future<Output = ()> + Send>> },
    }
}

impl Timer {
    /// By the scope's clock, else by what this thread has; `None` where that is nothing.
    pub(crate) fn new(delay: Duration) -> Option<Self> {
        match scope::clock() {
            Some(clock) => Some(Self::by_clock(&clock, delay)),
            None => Self::by_machine(delay),
        }
    }

    fn by_clock(clock: &Arc<dyn Clock>, delay: Duration) -> Self {
        Self::Clock {
            sleep: clock.sleep(delay),
        }
    }

    fn by_machine(delay: Duration) -> Option<Self> {
        this::sleep(delay).map(|sleep| Self::Machine { sleep })
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.project() {
            TimerKind::Machine { sleep } => sleep.poll(cx),
            TimerKind::Clock { sleep } => sleep.as_mut().poll(cx),
        }
    }
}

/// The features of this crate, among which an async function needs a timer.
pub struct Features;

/// There is a timer for async functions: by a feature, which is another one on the web.
#[diagnostic::on_unimplemented(
    message = "an `async fn` with `#[retry]` needs a timer for its delays, and `reattempt` has none",
    label = "no timer",
    note = "enable the feature `tokio` or `futures-timer` of `reattempt`, on `wasm32-unknown-unknown` the feature \
            `gloo-timers`; for another runtime write `sleep = your_sleep` in the attribute, or enable `program-clock` \
            and call `set_clock`"
)]
pub trait HasTimer {
    #[doc(hidden)]
    fn timer(self) -> Waits;
}

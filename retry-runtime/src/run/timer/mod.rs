//! A wait in an async function: by the scope's clock, by tokio, or without either by a thread.

mod thread;
mod wait;

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::sync::Arc;

use pin_project_lite::pin_project;

use thread::ThreadSleep;
pub(super) use wait::Wait;

use crate::scope;
use crate::scope::clock::Clock;

#[cfg(feature = "tokio")]
type Native = tokio::task::coop::Unconstrained<tokio::time::Sleep>;
#[cfg(not(feature = "tokio"))]
type Native = core::future::Pending<()>;

pin_project! {
    /// A wait; starts when it is made.
    #[project = TimerKind]
    pub(crate) enum Timer {
        Native { #[pin] sleep: Native },
        Clock { sleep: Pin<Box<dyn Future<Output = ()> + Send>> },
        Thread { sleep: ThreadSleep },
    }
}

impl Timer {
    pub(crate) fn new(delay: Duration) -> Self {
        Self::by(scope::clock(), delay)
    }

    fn by(clock: Option<Arc<dyn Clock>>, delay: Duration) -> Self {
        if let Some(clock) = clock {
            return Self::Clock {
                sleep: clock.sleep(delay),
            };
        }
        #[cfg(feature = "tokio")]
        if tokio::runtime::Handle::try_current().is_ok() {
            return Self::Native {
                // A body that has used up the task's budget is looked at all the same.
                sleep: tokio::task::coop::unconstrained(tokio::time::sleep(delay)),
            };
        }
        Self::Thread {
            sleep: ThreadSleep::new(delay),
        }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.project() {
            TimerKind::Native { sleep } => sleep.poll(cx),
            TimerKind::Clock { sleep } => sleep.as_mut().poll(cx),
            TimerKind::Thread { sleep } => sleep.poll(cx),
        }
    }
}

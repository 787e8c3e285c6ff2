//! By tokio's timer, or by that of `futures-timer` where tokio has none.

#[cfg(feature = "tokio")]
mod tokio;

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use pin_project_lite::pin_project;

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "program-clock"
))]
use super::{Features, HasTimer, Waits};

#[cfg(feature = "tokio")]
type Tokio = ::tokio::task::coop::Unconstrained<::tokio::time::Sleep>;
#[cfg(not(feature = "tokio"))]
type Tokio = core::future::Pending<()>;

#[cfg(feature = "futures-timer")]
type Portable = futures_timer::Delay;
#[cfg(not(feature = "futures-timer"))]
type Portable = core::future::Pending<()>;

pin_project! {
    #[project = SleepKind]
    pub(crate) enum Sleep {
        Tokio { #[pin] sleep: Tokio },
        Portable { #[pin] sleep: Portable },
    }
}

/// Begins a wait; `None` where there is nothing to wait by.
#[cfg_attr(
    not(any(feature = "tokio", feature = "futures-timer")),
    expect(unused_variables, reason = "there is nothing to wait by")
)]
#[cfg_attr(
    feature = "futures-timer",
    expect(
        clippy::unnecessary_wraps,
        reason = "without the feature there may be none"
    )
)]
pub(super) fn sleep(delay: Duration) -> Option<Sleep> {
    #[cfg(feature = "tokio")]
    if let Some(sleep) = tokio::sleep(delay) {
        return Some(Sleep::Tokio { sleep });
    }
    #[cfg(feature = "futures-timer")]
    return Some(Sleep::Portable {
        sleep: futures_timer::Delay::new(delay),
    });
    #[cfg(not(feature = "futures-timer"))]
    None
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        #[cfg_attr(
            not(any(feature = "tokio", feature = "futures-timer")),
            expect(clippy::match_same_arms, reason = "there are no timers to tell apart")
        )]
        match self.project() {
            SleepKind::Tokio { sleep } => sleep.poll(cx),
            SleepKind::Portable { sleep } => sleep.poll(cx),
        }
    }
}

#[cfg(any(
    feature = "tokio",
    feature = "futures-timer",
    feature = "program-clock"
))]
impl HasTimer for Features {
    #[inline]
    fn timer(self) -> Waits {
        Waits::ByTimer
    }
}

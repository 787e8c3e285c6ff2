//! Who is told what has become of a failed attempt.

use core::time::Duration;

use crate::failure::Failure;
use crate::history::{History, Past};
#[cfg(feature = "metrics")]
use crate::metrics;
use crate::observer::Next;
use crate::{StopReason, log, observer};

/// Another attempt follows, after a wait.
pub(crate) fn retrying(past: &Past, failure: &Failure<'_>) {
    log::retrying(past, failure);
    #[cfg(feature = "sites")]
    past.site.counters.retrying(past, failure);
    #[cfg(feature = "metrics")]
    metrics::retrying(past, failure);
    let next = Next::Retry {
        class: failure.class,
        delay: Duration::from_nanos(past.delay),
    };
    observer::failed(past, failure, next);
}

/// The call ends without success.
pub(crate) fn stopped(past: &Past, failure: &Failure<'_>, reason: StopReason) {
    log::stopped(past, failure, reason);
    #[cfg(feature = "sites")]
    past.site.counters.stopped(past, failure, reason);
    #[cfg(feature = "metrics")]
    metrics::stopped(past, failure, reason);
    observe_stop(past, failure, reason);
}

/// The wait that followed is over before its time, and the call with it: an attempt that has been told of.
pub(crate) fn cancelled(past: &Past, failure: &Failure<'_>) {
    let reason = StopReason::Cancelled;
    log::stopped(past, failure, reason);
    #[cfg(feature = "sites")]
    past.site.counters.cancelled();
    #[cfg(feature = "metrics")]
    metrics::cancelled(past);
    observe_stop(past, failure, reason);
}

fn observe_stop(past: &Past, failure: &Failure<'_>, reason: StopReason) {
    let class = failure.class;
    observer::failed(past, failure, Next::Stop { class, reason });
}

impl History<'_> {
    /// The call has succeeded after a failure.
    pub fn recovered(self) {
        if let Some(past) = self.0 {
            log::recovered(past);
            #[cfg(feature = "sites")]
            past.site.counters.recovered();
            #[cfg(feature = "metrics")]
            metrics::recovered(past);
            observer::recovered(past);
        }
    }
}

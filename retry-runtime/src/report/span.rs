//! A span an attempt, for the option `span`.
//!
//! Target `reattempt`, INFO, name `attempt`. Without the feature `tracing` there is none.

#![cfg_attr(not(feature = "tracing"), allow(unused))]

#[cfg(feature = "tracing")]
use tracing::{Instrument as _, Span, field};

use crate::call::Call;
use crate::call::failure::Failure;
use crate::call::history::History;
use crate::call::verdict::Verdict;
#[cfg(feature = "tracing")]
use crate::report::log;
use crate::site::Site;

/// The span of one attempt. It is opened with the attempt: one that the breaker does not let through
/// has none.
pub struct AttemptSpan {
    site: &'static Site,
    /// From 1.
    attempt: u32,
    #[cfg(feature = "tracing")]
    span: Span,
}

impl AttemptSpan {
    /// The span of the attempt that comes now.
    pub fn new(history: History<'_>, call: &Call<'_>) -> Self {
        Self {
            site: call.site,
            attempt: history.next_attempt(),
            #[cfg(feature = "tracing")]
            span: Span::none(),
        }
    }

    /// What is done until the guard is dropped is done in it. Not to be held over an `.await`.
    #[cfg(feature = "tracing")]
    pub fn enter(&mut self) -> tracing::span::Entered<'_> {
        self.open().enter()
    }

    /// Runs an attempt that awaits in it: whenever it is polled, and when it is dropped.
    #[cfg(feature = "tracing")]
    pub fn wrap<F: Future>(&mut self, attempt: F) -> tracing::instrument::Instrumented<F> {
        let span = self.open().clone();
        attempt.instrument(span)
    }

    /// Opens it.
    #[cfg(feature = "tracing")]
    pub fn begin(&mut self) {
        self.open();
    }

    /// What `f` does is done in it.
    #[cfg(feature = "tracing")]
    pub fn within<T>(&self, f: impl FnOnce() -> T) -> T {
        self.span.in_scope(f)
    }

    /// Notes how the attempt failed, and ends it.
    #[cold]
    pub fn failed(self, history: History<'_>, failure: &Failure<'_>, verdict: Verdict) {
        #[cfg(feature = "tracing")]
        {
            self.span.record("class", failure.class.as_str());
            self.span.record("error.type", failure.kind);
            self.span.record("otel.status_code", "ERROR");
            if verdict == Verdict::Retry {
                self.span.record("delay", field::debug(history.delay()));
            }
            if !self.span.is_disabled() {
                log::attempt_failed(&self.span, failure);
            }
        }
    }

    #[cfg(feature = "tracing")]
    #[inline(never)]
    fn open(&mut self) -> &Span {
        self.span = tracing::info_span!(
            target: "reattempt",
            "attempt",
            name = self.site.name(),
            attempt = i64::from(self.attempt),
            http.request.resend_count = field::Empty,
            class = field::Empty,
            error.type = field::Empty,
            delay = field::Empty,
            otel.status_code = field::Empty,
        );
        // By the convention of OpenTelemetry the first one has none; and integers are signed there.
        if self.attempt > 1 {
            let resends = i64::from(self.attempt) - 1;
            self.span.record("http.request.resend_count", resends);
        }
        &self.span
    }
}

/// Stands for the guard where there are no spans.
#[cfg(not(feature = "tracing"))]
pub struct NotEntered;

#[cfg(not(feature = "tracing"))]
impl AttemptSpan {
    /// Does nothing.
    #[inline]
    pub fn enter(&mut self) -> NotEntered {
        NotEntered
    }

    /// Does nothing.
    pub fn begin(&mut self) {}

    /// Runs `f`.
    pub fn within<T>(&self, f: impl FnOnce() -> T) -> T {
        f()
    }

    /// Does nothing.
    #[inline]
    pub fn wrap<F: Future>(&mut self, attempt: F) -> F {
        attempt
    }
}

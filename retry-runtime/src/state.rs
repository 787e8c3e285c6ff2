//! The running state of one call.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::time::Instant;

use pin_project_lite::pin_project;

use crate::decision::{Verdict, decide};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::timer::Wait;
use crate::{Class, Policy, Site, StopReason, clock, log, scope};

/// What stays the same over all attempts of one call.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The function.
    pub site: &'static Site,
    /// Its policy.
    pub policy: &'a Policy,
    /// When the call began, where an option needs it.
    pub started: Option<Instant>,
}

/// The state of a call: one pointer, null until an attempt is to be repeated, so that a call that
/// succeeds at once, or fails for good, builds nothing.
pub struct RetryState {
    ongoing: Option<Pin<Box<Ongoing>>>,
}

pin_project! {
    struct Ongoing {
        past: Past,
        #[pin]
        wait: Wait,
    }
}

/// What has happened in a call so far.
#[derive(Clone, Copy)]
pub(crate) struct Past {
    pub(crate) site: &'static Site,
    /// Attempts that have ended.
    pub(crate) attempts: u32,
    pub(crate) last_class: Class,
    pub(crate) progress: Progress,
    /// From when `elapsed` counts: the call, or else the end of its first attempt.
    pub(crate) started: Option<Instant>,
    /// The wait before the next attempt, in nanoseconds.
    pub(crate) delay: u64,
}

impl RetryState {
    /// A call that has not failed yet.
    #[inline]
    #[expect(clippy::new_without_default, reason = "made by the expansion only")]
    pub const fn new() -> Self {
        Self { ongoing: None }
    }

    /// Whether an attempt has failed, so that a success is a recovery.
    #[inline]
    pub const fn is_retrying(&self) -> bool {
        self.ongoing.is_some()
    }

    /// Takes in a failed attempt and decides what comes next.
    #[cold]
    #[inline(never)]
    pub fn failed(&mut self, call: &Call<'_>, failure: &Failure<'_>) -> Verdict {
        if let Some(ongoing) = &mut self.ongoing {
            return ongoing.as_mut().project().past.take_in(call, failure);
        }
        let mut past = Past::new(call);
        let verdict = past.take_in(call, failure);
        if verdict == Verdict::Retry {
            self.ongoing = Some(Box::pin(Ongoing {
                past,
                wait: Wait::new(),
            }));
        }
        verdict
    }

    /// Logs that a call has succeeded after a failure.
    #[cold]
    #[inline(never)]
    pub fn recovered(&self) {
        if let Some(past) = self.past() {
            log::recovered(past);
        }
    }

    /// The wait that is due, in a sync function.
    #[cold]
    #[inline(never)]
    pub fn block(&self) {
        clock::block(self.delay());
    }

    /// The wait that is due, in an async function.
    #[inline]
    pub fn wait(&mut self) -> Waiting<'_> {
        Waiting { state: self }
    }

    /// The wait that is due, for a `sleep` of the user's.
    pub fn delay(&self) -> Duration {
        Duration::from_nanos(self.past().map_or(0, |past| past.delay))
    }

    /// Whether the scope brings a clock, which then has precedence over a `sleep` of the user's.
    #[cold]
    pub fn has_clock(&self) -> bool {
        scope::clock().is_some()
    }

    /// What has happened so far; `None` before the first retry.
    pub(crate) fn past(&self) -> Option<&Past> {
        self.ongoing.as_ref().map(|ongoing| &ongoing.past)
    }
}

impl Past {
    fn new(call: &Call<'_>) -> Self {
        Self {
            site: call.site,
            attempts: 0,
            last_class: Class::Permanent,
            progress: Progress::new(),
            started: call.started,
            delay: 0,
        }
    }

    fn take_in(&mut self, call: &Call<'_>, failure: &Failure<'_>) -> Verdict {
        self.attempts = self.attempts.saturating_add(1);
        self.last_class = failure.class;
        match decide(call, failure, self.attempts, &mut self.progress) {
            Ok(delay) => {
                self.delay = delay;
                self.started.get_or_insert_with(clock::now);
                log::retrying(call, failure, self);
                Verdict::Retry
            }
            Err(reason) => {
                log::stopped(call, failure, self, reason);
                Verdict::Stop(reason)
            }
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        elapsed(self.started)
    }
}

impl Drop for RetryState {
    /// One comparison on the way of a success.
    #[inline]
    fn drop(&mut self) {
        if let Some(ongoing) = self.ongoing.take() {
            cold(|| drop(ongoing));
        }
    }
}

/// Keeps `f` out of the way of the code around it.
#[cold]
#[inline(never)]
pub fn cold<T>(f: impl FnOnce() -> T) -> T {
    f()
}

/// Says that a closure is to be called again, so that a body which gives an argument away is told so
/// at that argument.
#[inline]
pub fn repeatable<T, F: FnMut() -> T>(body: F) -> F {
    body
}

/// Time since `started`; zero where nothing has been waited for.
pub(crate) fn elapsed(started: Option<Instant>) -> Duration {
    started.map_or(Duration::ZERO, |started| {
        clock::now().saturating_duration_since(started)
    })
}

/// The wait before the next attempt.
#[must_use = "futures do nothing unless they are awaited"]
pub struct Waiting<'a> {
    state: &'a mut RetryState,
}

impl Future for Waiting<'_> {
    type Output = ();

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.state.ongoing {
            Some(ongoing) => {
                let ongoing = ongoing.as_mut().project();
                ongoing.wait.poll(ongoing.past.delay, cx)
            }
            None => Poll::Ready(()),
        }
    }
}

/// How many attempts a call that has just ended has made, and in what time.
pub(crate) fn summary(state: &RetryState, call: &Call<'_>) -> (u32, Duration) {
    match state.past() {
        Some(past) => (past.attempts, past.elapsed()),
        None => (1, elapsed(call.started)),
    }
}

/// Whether this end is the function's answer rather than a giving up: a permanent error at once.
pub(crate) fn is_answer(attempts: u32, reason: StopReason) -> bool {
    attempts == 1 && reason == StopReason::Permanent
}

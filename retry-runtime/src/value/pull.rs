//! A loop of the caller's own, which asks after each failure.

use crate::machine::Instant;
use core::fmt;
use core::panic::Location;
use core::time::Duration;

use crate::call::Call;
use crate::call::verdict::Verdict;
use crate::guard::handle::BreakerHandle;
use crate::policy::Policy;
use crate::policy::next::Decision;
use crate::run::entry;
use crate::run::guards::Guards;
use crate::run::state::SyncState;
use crate::value::hooks::{Hooks, InLoop, Judge, RetryAfter};
use crate::value::retry::{CallPlace, Retry};
use crate::value::sleep::SleepSync;

/// A retry whose loop is the caller's own: for code that fits no closure, such as a connection that lives for
/// hours. Made by [`Policy::start`] and [`Retry::start`].
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use core::time::Duration;
/// use std::io;
/// use reattempt::Policy;
/// # use reattempt::Scope;
///
/// # struct Session;
/// # impl Session { fn run(self) -> io::Error { io::ErrorKind::UnexpectedEof.into() } }
/// # let mut tries = 0;
/// # let mut connect = || -> io::Result<Session> {
/// #     tries += 1;
/// #     match tries { 3 => Ok(Session), 5 => Err(io::ErrorKind::NotFound.into()), _ => Err(io::ErrorKind::TimedOut.into()) }
/// # };
/// const POLICY: Policy = Policy::builder().unlimited().build();
///
/// # let mut keep_connected = || -> io::Result<()> {
/// let mut retry = POLICY.start();
/// loop {
///     let session = match connect() {
///         Ok(session) => session,
///         Err(error) => {
///             retry.wait(error)?; // the error, when it is over
///             continue;
///         }
///     };
///     let error = session.run(); // lives for hours: why it has ended
///     retry.reset_after(Duration::from_secs(60)); // one that was well that long starts over
///     retry.wait(error)?; // also after an end without an error: make one, or it connects again at once
/// }
/// # };
/// # Scope::new().at_most(9).run(|| assert_eq!(keep_connected().unwrap_err().kind(), io::ErrorKind::NotFound));
/// ```
///
/// The time of [`max_elapsed`](Policy::max_elapsed) counts from the start, or from the last reset. A loop that
/// is dropped after a failure has neither recovered nor given up. A loop that goes on after its end starts over: the
/// next failure is the first of another call.
///
/// A [`wait_async`](Self::wait_async) that is dropped in the middle has counted the failure, and leaves what it has paid
/// to the budget as it is until the loop [succeeds](Self::succeeded) or is dropped; one that was never polled has counted
/// nothing.
#[must_use = "it does nothing until it is told of a failure"]
pub struct RetryLoop<'r, H = Hooks> {
    pub(super) retry: Held<'r, H>,
    pub(super) guards: Guards<'r>,
    pub(super) place: CallPlace,
    pub(super) started: Instant,
    /// When the attempt under way began.
    pub(super) since: Instant,
    pub(super) state: SyncState<'static>,
    pub(super) phase: Phase,
}

/// Where a loop is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    UnderWay,
    /// There is no next attempt. A loop that goes on all the same starts over.
    Ended,
}

pub(super) enum Held<'r, H> {
    Borrowed(&'r Retry<H>),
    Owned(Box<Retry<H>>),
}

impl<H> Held<'_, H> {
    pub(super) fn get(&self) -> &Retry<H> {
        match self {
            Self::Borrowed(retry) => retry,
            Self::Owned(retry) => retry,
        }
    }
}

impl Policy {
    /// Starts a loop of the caller's own. Reads the clock.
    #[track_caller]
    pub fn start(&self) -> RetryLoop<'static> {
        let retry = Retry::new(*self);
        let place = retry.place(Location::caller());
        RetryLoop::new(Held::Owned(Box::new(retry)), Guards::new(), place)
    }
}

impl<J, U, A, L, S, R, K> Retry<Hooks<J, U, A, L, S, R, K>> {
    /// Starts a loop of the caller's own. Reads the clock. A breaker, a timeout, `until` and `on_event` have no
    /// place in one; `nested` and `span` mean nothing there.
    #[track_caller]
    pub fn start(&self) -> RetryLoop<'_, Hooks<J, U, A, L, S, R, K>>
    where
        U: InLoop,
        L: InLoop,
        R: InLoop,
        K: BreakerHandle,
    {
        let place = self.place(Location::caller());
        RetryLoop::new(Held::Borrowed(self), self.guards(), place)
    }
}

impl<'r, H> RetryLoop<'r, H> {
    fn new(retry: Held<'r, H>, guards: Guards<'r>, place: CallPlace) -> Self {
        let now = entry::now();
        Self {
            retry,
            guards,
            place,
            started: now,
            since: now,
            state: SyncState::new(),
            phase: Phase::UnderWay,
        }
    }

    /// Before an attempt that has failed is counted.
    pub(super) fn resume(&mut self) {
        if self.phase == Phase::Ended {
            self.start_over();
        }
    }

    /// There is no next attempt.
    pub(super) fn end(&mut self) {
        self.phase = Phase::Ended;
        self.guards.call_ended();
    }

    fn start_over(&mut self) {
        self.phase = Phase::UnderWay;
        self.state = SyncState::new();
        self.started = entry::now();
        self.since = self.started;
    }

    /// Which attempt is under way, from 1.
    pub fn attempt(&self) -> u32 {
        self.state.history().next_attempt()
    }

    /// Time since the start, or since the last reset.
    pub fn elapsed(&self) -> Duration {
        entry::now().saturating_duration_since(self.started)
    }

    /// The attempt under way has succeeded: the next failure is the first again.
    pub fn succeeded(&mut self) {
        if self.phase == Phase::UnderWay {
            let retry = self.retry.get();
            retry.report_success(self.state.history(), &mut self.guards);
        }
        self.start_over();
    }

    /// The same, if the attempt under way began at least `well` ago. A session that ends at once is another
    /// failure of the same outage: starting over then would make a storm of it, and never starting over would
    /// end the loop by `max_elapsed` or `max_attempts` hours later. Returns whether it started over.
    pub fn reset_after(&mut self, well: Duration) -> bool {
        let is_well = entry::now().saturating_duration_since(self.since) >= well;
        if is_well {
            self.succeeded();
        }
        is_well
    }
}

impl<J, U, A, L, S, R, K> RetryLoop<'_, Hooks<J, U, A, L, S, R, K>> {
    /// The attempt under way has failed: what comes next. The caller waits, and then makes the next attempt.
    pub fn next<E>(&mut self, error: &E) -> Decision
    where
        J: Judge<E>,
        A: RetryAfter<E>,
    {
        self.resume();
        let retry = self.retry.get();
        let call = call(retry, self.place, self.started);
        let mut failure = retry.failure_of(error);
        let guards = Some(&mut self.guards);
        match self
            .state
            .failed_by(&call, &mut failure, guards, &mut |_| Ok(()))
        {
            Verdict::Retry => {
                let after = self.state.history().delay();
                // The wait is the caller's, and none of the attempt after it.
                let now = entry::now();
                self.since = now.checked_add(after).unwrap_or(now);
                Decision::Retry { after }
            }
            Verdict::Stop(end) => {
                self.end();
                Decision::Stop(end.reason())
            }
        }
    }

    /// The attempt under way has failed: waits for the next.
    ///
    /// # Errors
    /// `error`, if there is no next.
    pub fn wait<E>(&mut self, error: E) -> Result<(), E>
    where
        J: Judge<E>,
        A: RetryAfter<E>,
        S: SleepSync,
    {
        self.resume();
        let retry = self.retry.get();
        let call = call(retry, self.place, self.started);
        let mut failure = retry.failure_of(&error);
        let guards = &mut self.guards;
        let mut verdict = self
            .state
            .failed_by(&call, &mut failure, Some(guards), &mut |_| Ok(()));
        if verdict == Verdict::Retry {
            let sleep = &retry.hooks.sleep;
            verdict = sleep.wait(&self.state, &failure, guards);
        }
        self.since = entry::now();
        match verdict {
            Verdict::Retry => Ok(()),
            Verdict::Stop(_) => {
                self.end();
                Err(error)
            }
        }
    }
}

pub(super) fn call<H>(retry: &Retry<H>, place: CallPlace, started: Instant) -> Call<'_> {
    Call {
        site: place.site(),
        policy: &retry.policy,
        started: Some(started),
    }
}

impl<H> fmt::Debug for RetryLoop<'_, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryLoop")
            .field("retry", self.retry.get())
            .field("attempt", &self.attempt())
            .finish_non_exhaustive()
    }
}

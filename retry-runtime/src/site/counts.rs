//! What has happened at a site so far.

use core::time::Duration;

use crate::error::stop_reason::StopReason;

/// The kind of all errors whose own kind came too late to be counted apart.
pub(super) const OTHER: &str = "other";

/// What has happened at a site since the program started: see [`Site::counts`](crate::Site::counts).
///
/// Only calls of which an attempt failed are counted, because a call that succeeds at once touches
/// nothing. Neither is a first error that is not retried, which is the function's answer: one that
/// is permanent, or that comes where a [`Scope`](crate::Scope) or an outer call has switched retrying
/// off.
///
/// It is read while calls go on, without stopping them. What it shows may lag behind by a few events,
/// but never contradicts itself: [`recovered`](Self::recovered) and [`gave_up`](Self::gave_up) together are at most
/// [`needed_retry`](Self::needed_retry), and there is a failed attempt for every retry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub(super) needed_retry: u64,
    pub(super) recovered: u64,
    /// Those above zero.
    pub(super) gave_up: Vec<(StopReason, u64)>,
    pub(super) retries: u64,
    pub(super) waited: Duration,
    /// Those above zero, in the order in which they are shown.
    pub(super) errors: Vec<(&'static str, u64)>,
}

impl Counts {
    /// So many kinds of errors are counted apart at a site.
    pub const MOST_KINDS: usize = 16;

    /// Calls whose first attempt failed. They needed a retry, whether they got one or not.
    pub fn needed_retry(&self) -> u64 {
        self.needed_retry
    }

    /// Calls that succeeded after a failure.
    pub fn recovered(&self) -> u64 {
        self.recovered
    }

    /// Calls that needed a retry and failed in the end.
    pub fn gave_up(&self) -> u64 {
        self.reasons().map(|(_, count)| count).sum()
    }

    /// Calls that gave up for this reason.
    pub fn gave_up_for(&self, reason: StopReason) -> u64 {
        let mut reasons = self.reasons();
        reasons
            .find(|(given, _)| *given == reason)
            .map_or(0, |(_, count)| count)
    }

    /// Why calls gave up, and how many did; in the order of [`StopReason`], without those that have
    /// not occurred.
    pub fn reasons(&self) -> impl Iterator<Item = (StopReason, u64)> {
        self.gave_up.iter().copied()
    }

    /// Calls that needed a retry and have neither recovered nor given up: those being retried now,
    /// and those abandoned, because their future was dropped or their body panicked.
    ///
    /// Calls being retried now come and go. A number that only grows is that of calls abandoned, say
    /// by a timeout around them.
    pub fn unfinished(&self) -> u64 {
        self.needed_retry.saturating_sub(self.ended())
    }

    /// Attempts after a call's first. One counts when the wait before it begins.
    pub fn retries(&self) -> u64 {
        self.retries
    }

    /// All waits before retries, added up over all calls. One counts in full when it begins. Stops
    /// at `u64::MAX` nanoseconds, about 584 years.
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// The mean wait before a retry, rounded down to the nanosecond; `None` before the first.
    pub fn mean_delay(&self) -> Option<Duration> {
        let nanos = self.waited.as_nanos().checked_div(self.retries.into())?;
        u64::try_from(nanos).ok().map(Duration::from_nanos)
    }

    /// How many of the calls that needed a retry and have ended did recover, from 0 to 1; `None`
    /// before the first.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a share of more than 2^53 calls may be off in the 16th digit"
    )]
    pub fn success_rate(&self) -> Option<f64> {
        let ended = self.ended();
        (ended > 0).then(|| self.recovered as f64 / ended as f64)
    }

    /// Failed attempts by the [kind](crate::Classify::kind) of their errors, the most frequent first.
    ///
    /// A kind is the name of a variant or of a type; `None` stands for a retried `None`, and the
    /// variants of [`Interrupted`](crate::Interrupted) for attempts without an error. The first
    /// [`MOST_KINDS`](Self::MOST_KINDS) kinds of a site are counted apart; what comes later is
    /// `"other"`, and last.
    pub fn errors(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.errors.iter().copied()
    }

    /// What has happened since `earlier`, which was read at the same site before: for rates, and for people who begin
    /// to count anew.
    ///
    /// Calls that needed a retry before and ended since are among the ended alone, so [`unfinished`](Self::unfinished)
    /// may then be too low.
    ///
    /// ```
    /// # #[cfg(feature = "sites")] {
    /// # use reattempt_runtime as reattempt;
    /// let earlier = reattempt::Counts::default();
    /// assert_eq!(earlier.since(&earlier).retries(), 0);
    /// # }
    /// ```
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let reasons = self.reasons().map(|(reason, calls)| {
            let before = earlier.gave_up_for(reason);
            (reason, calls.saturating_sub(before))
        });
        let before = |kind| {
            let mut errors = earlier.errors();
            errors
                .find(|(known, _)| *known == kind)
                .map_or(0, |(_, n)| n)
        };
        let errors = self.errors();
        let errors = errors.map(|(kind, n)| (kind, n.saturating_sub(before(kind))));
        Self {
            needed_retry: self.needed_retry.saturating_sub(earlier.needed_retry),
            recovered: self.recovered.saturating_sub(earlier.recovered),
            gave_up: reasons.filter(|(_, calls)| *calls > 0).collect(),
            retries: self.retries.saturating_sub(earlier.retries),
            waited: self.waited.saturating_sub(earlier.waited),
            errors: errors.filter(|(_, n)| *n > 0).collect(),
        }
    }

    fn ended(&self) -> u64 {
        self.recovered + self.gave_up()
    }
}

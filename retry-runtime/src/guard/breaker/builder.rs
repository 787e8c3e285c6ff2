//! A breaker with rules of one's own.

use core::time::Duration;

use super::rules::{BreakerWindow, PermanentErrors};
use super::{Breaker, BreakerChange, BreakerError, BreakerState};

/// Builds a [`Breaker`]; made by [`Breaker::builder`].
///
/// Setters accept everything; the rules are checked when building. Of
/// [`consecutive_failures`](Self::consecutive_failures) and [`failure_rate`](Self::failure_rate)
/// the last one counts.
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct BreakerBuilder {
    pub(super) name: &'static str,
    pub(super) trip: TripOption,
    pub(super) min_calls: Option<u32>,
    pub(super) slow_call: Option<Duration>,
    pub(super) slow_call_rate: Option<f64>,
    pub(super) open_for: Duration,
    pub(super) growth: Option<(f64, Duration)>,
    pub(super) probes: u32,
    pub(super) lease: Option<Duration>,
    pub(super) permanent: PermanentErrors,
    pub(super) initial: BreakerState,
    pub(super) on_change: Option<fn(&BreakerChange)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum TripOption {
    Streak(u32),
    Rate(f64, BreakerWindow),
}

impl BreakerBuilder {
    pub(super) const fn new() -> Self {
        Self {
            name: "",
            trip: TripOption::Streak(5),
            min_calls: None,
            slow_call: None,
            slow_call_rate: None,
            open_for: Duration::from_secs(30),
            growth: None,
            probes: 1,
            lease: None,
            permanent: PermanentErrors::Ignored,
            initial: BreakerState::Closed,
            on_change: None,
        }
    }

    /// What the hook, the [list](crate::guard::breakers) and configuration call this breaker. Default: empty, and
    /// on the list and in configuration that of the functions which it guards.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Opens after so many failures with no success in between, 1 or more. Default: 5.
    pub const fn consecutive_failures(mut self, failures: u32) -> Self {
        self.trip = TripOption::Streak(failures);
        self
    }

    /// Opens when this share of the calls in a window has failed, or more: above 0, up to 1, kept
    /// to the millionth. It is looked at whenever a call ends, once there are enough
    /// [calls](Self::min_calls). Every call then takes a short lock and looks at the clock.
    pub const fn failure_rate(mut self, rate: f64, window: BreakerWindow) -> Self {
        self.trip = TripOption::Rate(rate, window);
        self
    }

    /// How many calls must be in the window before their failure rate counts, 1 or more; for a
    /// window of [calls](BreakerWindow::Calls) at most its size. Only for a failure rate. Default:
    /// 100, or the size of the window if that is less.
    pub const fn min_calls(mut self, calls: u32) -> Self {
        self.min_calls = Some(calls);
        self
    }

    /// Calls that take longer than this are slow, above zero; a call that takes just so long is not.
    /// Kept to the microsecond. Default: no call is.
    ///
    /// Of a breaker with [`consecutive_failures`](Self::consecutive_failures) a slow call counts as a
    /// failure, whether it succeeds or not; one with a [`failure_rate`](Self::failure_rate) opens at a
    /// rate of [its own](Self::slow_call_rate_threshold) for them. A slow probe is judged alike.
    ///
    /// The time is that from the permit to its settling: with `#[retry]`, that of an attempt. It is only
    /// measured where this is set. Every call then looks at the clock twice and takes a short lock.
    ///
    /// As `slowCallDurationThreshold` of resilience4j.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::guard::{Breaker, BreakerWindow};
    ///
    /// static SEARCH: Breaker = Breaker::builder()
    ///     .failure_rate(0.5, BreakerWindow::Calls(100))
    ///     .slow_call_duration_threshold(Duration::from_secs(2))
    ///     .slow_call_rate_threshold(0.8)
    ///     .build();
    /// # SEARCH.reset();
    /// ```
    pub const fn slow_call_duration_threshold(mut self, time: Duration) -> Self {
        self.slow_call = Some(time);
        self
    }

    /// Opens when this share of the calls in the window of the [`failure_rate`](Self::failure_rate) was
    /// [slow](Self::slow_call_duration_threshold), or more: above 0, up to 1, kept to the millionth.
    /// Whichever of the two rates is reached first opens it. Only for both of these. Default: 1, so if
    /// all are, as in resilience4j.
    pub const fn slow_call_rate_threshold(mut self, rate: f64) -> Self {
        self.slow_call_rate = Some(rate);
        self
    }

    /// How long the circuit stays open before it is probed. Zero probes at once. Default: 30 s.
    pub const fn open_for(mut self, time: Duration) -> Self {
        self.open_for = time;
        self
    }

    /// Each time that the probes fail, the circuit stays open for `factor` times as long as before, from
    /// 1 to 1e9 and kept to the millionth, and at most for `max`, which is [`open_for`](Self::open_for)
    /// or longer. When it has been closed it begins with `open_for` again. Default: always as long.
    ///
    /// For the n-th time in a row that is `min(open_for * factor^(n-1), max)`, rounded down to the
    /// nanosecond at each step: `IntervalFunction.ofExponentialBackoff` of resilience4j.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::guard::Breaker;
    ///
    /// // 5 s, 10 s, 20 s, 40 s, 60 s, 60 s ..
    /// static BREAKER: Breaker = Breaker::builder()
    ///     .open_for(Duration::from_secs(5))
    ///     .open_for_growth(2.0, Duration::from_secs(60))
    ///     .build();
    /// # BREAKER.reset();
    /// ```
    pub const fn open_for_growth(mut self, factor: f64, max: Duration) -> Self {
        self.growth = Some((factor, max));
        self
    }

    /// How many calls a half-open circuit lets through to decide on, 1 or more. Default: 1.
    ///
    /// A call beyond that is refused, with the time until the first of them loses its place by its
    /// [`lease`](Self::lease). So at no time are more under way, and no more are made than it takes to
    /// decide.
    ///
    /// With [`consecutive_failures`](Self::consecutive_failures) the first failure opens it again,
    /// and it closes when all have succeeded; with a [`failure_rate`](Self::failure_rate) it
    /// waits for all, and then the rate decides.
    pub const fn probes(mut self, calls: u32) -> Self {
        self.probes = calls;
        self
    }

    /// How long a probe may take before another is let through in its place; above zero. Until
    /// then the first one still counts if it ends, and afterwards not. Default: the open time, or
    /// 1 s if that is less.
    pub const fn lease(mut self, time: Duration) -> Self {
        self.lease = Some(time);
        self
    }

    /// What to make of errors of class [`Permanent`](crate::Class::Permanent). Default:
    /// [`PermanentErrors::Ignored`].
    pub const fn permanent_errors(mut self, treatment: PermanentErrors) -> Self {
        self.permanent = treatment;
        self
    }

    /// The state to begin with. Default: [`BreakerState::Closed`].
    ///
    /// [`Open`](BreakerState::Open) counts its time from the first call that meets it;
    /// [`HalfOpen`](BreakerState::HalfOpen) begins with probes, for a target that has yet to show that it
    /// is well.
    pub const fn initial_state(mut self, state: BreakerState) -> Self {
        self.initial = state;
        self
    }

    /// Called after every change of state, by the call that has brought it about and outside of
    /// any lock: hooks of changes that follow each other closely may overlap. A breaker of a
    /// [`PerKey`](crate::guard::PerKey) that is made while configuration forces it begins in that state, which is
    /// no change. A panic in it goes
    /// to that call, unless the call has panicked already: that panic goes on.
    pub const fn on_change(mut self, hook: fn(&BreakerChange)) -> Self {
        self.on_change = Some(hook);
        self
    }

    /// The breaker; in a `static`, checked at compile time.
    ///
    /// ```compile_fail
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::Breaker;
    ///
    /// static NEVER: Breaker = Breaker::builder().consecutive_failures(0).build();
    /// ```
    ///
    /// # Panics
    ///
    /// If a number is out of range.
    #[track_caller]
    pub const fn build(self) -> Breaker {
        match self.rules() {
            Ok(rules) => Breaker::of(self, rules),
            Err(error) => panic!("{}", error.rule()),
        }
    }

    /// The breaker, from values known only at run time.
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::{Breaker, BreakerError};
    ///
    /// let from_a_file = 0;
    /// let builder = Breaker::builder().consecutive_failures(from_a_file);
    /// assert_eq!(builder.try_build().unwrap_err(), BreakerError::ZeroFailures);
    /// ```
    ///
    /// # Errors
    ///
    /// The first rule that is broken.
    pub const fn try_build(self) -> Result<Breaker, BreakerError> {
        match self.rules() {
            Ok(rules) => Ok(Breaker::of(self, rules)),
            Err(error) => Err(error),
        }
    }
}

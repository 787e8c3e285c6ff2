//! A breaker with rules of one's own.

use core::time::Duration;

use super::last_calls::LastCalls;
use super::last_time::LastTime;
use super::rules::{BreakerWindow, PermanentErrors, Rules, Trip};
use super::{Breaker, BreakerChange, BreakerError};
use crate::guard::millionths;

/// Builds a [`Breaker`]; made by [`Breaker::builder`].
///
/// Setters accept everything; the rules are checked when building. Of
/// [`consecutive_failures`](Self::consecutive_failures) and [`failure_rate`](Self::failure_rate)
/// the last one counts.
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct BreakerBuilder {
    name: &'static str,
    trip: TripOption,
    min_calls: Option<u32>,
    open_for: Duration,
    probes: u32,
    lease: Option<Duration>,
    permanent: PermanentErrors,
    on_change: Option<fn(&BreakerChange)>,
}

#[derive(Clone, Copy, Debug)]
enum TripOption {
    Streak(u32),
    Rate(f64, BreakerWindow),
}

impl BreakerBuilder {
    const DEFAULT_MIN_CALLS: u32 = 100;

    pub(super) const fn new() -> Self {
        Self {
            name: "",
            trip: TripOption::Streak(5),
            min_calls: None,
            open_for: Duration::from_secs(30),
            probes: 1,
            lease: None,
            permanent: PermanentErrors::Ignored,
            on_change: None,
        }
    }

    /// What the hook calls this breaker. Default: empty.
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

    /// How long the circuit stays open before it is probed. Zero probes at once. Default: 30 s.
    pub const fn open_for(mut self, time: Duration) -> Self {
        self.open_for = time;
        self
    }

    /// How many calls a half-open circuit lets through to decide on, 1 or more. Default: 1.
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

    /// Called after every change of state, by the call that has brought it about and outside of
    /// any lock: hooks of changes that follow each other closely may overlap. A panic in it goes
    /// to that call; so a breaker that may open on a panic in the body wants a hook that does not
    /// panic.
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
            Ok(rules) => Breaker::of(self.name, rules, self.on_change),
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
            Ok(rules) => Ok(Breaker::of(self.name, rules, self.on_change)),
            Err(error) => Err(error),
        }
    }

    const fn rules(&self) -> Result<Rules, BreakerError> {
        if self.probes == 0 {
            return Err(BreakerError::ZeroProbes);
        }
        let lease = match self.lease {
            Some(lease) if lease.is_zero() => return Err(BreakerError::ZeroLease),
            Some(lease) => lease,
            None if self.open_for.as_secs() < 1 => Duration::from_secs(1),
            None => self.open_for,
        };
        let trip = match self.trip() {
            Ok(trip) => trip,
            Err(error) => return Err(error),
        };
        Ok(Rules {
            trip,
            open_for: self.open_for,
            probes: self.probes,
            lease,
            permanent: self.permanent,
        })
    }

    const fn trip(&self) -> Result<Trip, BreakerError> {
        let (rate, window) = match self.trip {
            TripOption::Streak(0) => return Err(BreakerError::ZeroFailures),
            TripOption::Streak(_) if self.min_calls.is_some() => {
                return Err(BreakerError::UnusedMinCalls);
            }
            TripOption::Streak(failures) => return Ok(Trip::Streak(failures)),
            TripOption::Rate(rate, window) => (rate, window),
        };
        let threshold = match millionths(rate, 1) {
            None | Some(0) => return Err(BreakerError::FailureRateOutOfRange { rate }),
            Some(threshold) => threshold,
        };
        let most = match window {
            BreakerWindow::Calls(calls) if calls == 0 || calls > LastCalls::MOST => {
                return Err(BreakerError::WindowOfCallsOutOfRange { calls });
            }
            BreakerWindow::Calls(calls) => calls,
            BreakerWindow::Time(time) if time.as_nanos() < LastTime::LEAST.as_nanos() => {
                return Err(BreakerError::WindowOfTimeTooShort { time });
            }
            BreakerWindow::Time(_) => u32::MAX,
        };
        let min_calls = match self.min_calls {
            Some(calls) if calls == 0 || calls > most => {
                return Err(BreakerError::MinCallsOutOfRange { calls, most });
            }
            Some(calls) => calls,
            None if most < Self::DEFAULT_MIN_CALLS => most,
            None => Self::DEFAULT_MIN_CALLS,
        };
        Ok(Trip::Rate {
            threshold,
            window,
            min_calls,
        })
    }
}

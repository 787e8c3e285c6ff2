//! What the numbers of a breaker must be.

use core::time::Duration;

use super::BreakerError;
use super::builder::{BreakerBuilder, TripOption};
use super::last_calls::LastCalls;
use super::last_time::LastTime;
use super::rules::{BreakerWindow, Growth, Rules, Trip};
use crate::guard::millionths;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::nanos::MILLION;

impl BreakerBuilder {
    const DEFAULT_MIN_CALLS: u32 = 100;

    /// The rules, or the first that is broken.
    pub(super) const fn rules(&self) -> Result<Rules, BreakerError> {
        if self.probes == 0 {
            return Err(BreakerError::ZeroProbes);
        }
        let lease = match self.lease {
            Some(lease) if lease.is_zero() => return Err(BreakerError::ZeroLease),
            Some(lease) => lease,
            None if self.open_for.as_secs() < 1 => Duration::from_secs(1),
            None => self.open_for,
        };
        if let Some(Duration::ZERO) = self.slow_call {
            return Err(BreakerError::ZeroSlowCallThreshold);
        }
        let trip = match self.trip() {
            Ok(trip) => trip,
            Err(error) => return Err(error),
        };
        let growth = match self.growth() {
            Ok(growth) => growth,
            Err(error) => return Err(error),
        };
        Ok(Rules {
            trip,
            slow: self.slow_call,
            open_for: self.open_for,
            growth,
            probes: self.probes,
            lease,
            permanent: self.permanent,
            initial: self.initial,
        })
    }

    const fn growth(&self) -> Result<Option<Growth>, BreakerError> {
        let Some((factor, most)) = self.growth else {
            return Ok(None);
        };
        let Some(checked) = Factor::new(factor) else {
            return Err(BreakerError::OpenForFactorOutOfRange { factor });
        };
        if most.as_nanos() < self.open_for.as_nanos() {
            return Err(BreakerError::MaxOpenForBelowOpenFor {
                open_for: self.open_for,
                max: most,
            });
        }
        Ok(Some(Growth {
            factor: checked,
            most,
        }))
    }

    const fn trip(&self) -> Result<Trip, BreakerError> {
        let (rate, window) = match self.trip {
            TripOption::Streak(0) => return Err(BreakerError::ZeroFailures),
            TripOption::Streak(_) if self.min_calls.is_some() => {
                return Err(BreakerError::UnusedMinCalls);
            }
            TripOption::Streak(_) if self.slow_call_rate.is_some() => {
                return Err(BreakerError::UnusedSlowCallRate);
            }
            TripOption::Streak(failures) => return Ok(Trip::Streak(failures)),
            TripOption::Rate(rate, window) => (rate, window),
        };
        let failures = match millionths(rate, 1) {
            None | Some(0) => return Err(BreakerError::FailureRateOutOfRange { rate }),
            Some(threshold) => threshold,
        };
        let slow_calls = match self.slow_call_rate {
            None => MILLION,
            Some(_) if self.slow_call.is_none() => return Err(BreakerError::UnusedSlowCallRate),
            Some(rate) => match millionths(rate, 1) {
                None | Some(0) => return Err(BreakerError::SlowCallRateOutOfRange { rate }),
                Some(threshold) => threshold,
            },
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
            failures,
            slow_calls,
            window,
            min_calls,
        })
    }
}

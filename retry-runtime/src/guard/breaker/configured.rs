//! A breaker with numbers from outside.

use super::builder::TripOption;
use super::rules::Rules;
use super::{Breaker, BreakerBuilder, BreakerError, BreakerState, BreakerWindow, Circuit};
use crate::policy::guard_numbers::{BreakerForce, BreakerNumbers, WrittenWindow};

/// What configuration has done to a breaker.
#[derive(Debug)]
pub(super) struct Configured {
    /// Which configuration it was.
    generation: u64,
    /// The state that it holds the breaker in.
    held: Option<BreakerState>,
    /// The state that the code or somebody had forced it to before.
    forced_before: Option<BreakerState>,
}

impl Configured {
    pub(super) const NOTHING: Self = Self {
        generation: 0,
        held: None,
        forced_before: None,
    };

    /// It is somebody else's now.
    pub(super) fn let_go(&mut self) {
        self.held = None;
    }
}

/// The window of a rate that is set where the code goes by failures in a row: as in resilience4j.
const DEFAULT_WINDOW: BreakerWindow = BreakerWindow::Calls(100);

impl BreakerBuilder {
    /// With these numbers in the place of its own.
    pub(in crate::guard) fn with(mut self, numbers: &BreakerNumbers) -> Self {
        self.trip = self.trip.with(numbers);
        self.min_calls = numbers.min_calls.or(match self.trip {
            // Those of the code are of use to a rate alone.
            TripOption::Streak(_) => None,
            TripOption::Rate(..) => self.min_calls,
        });
        self.slow_call = numbers.slow_call_duration_threshold.or(self.slow_call);
        self.slow_call_rate = numbers.slow_call_rate_threshold.or(match self.trip {
            TripOption::Streak(_) => None,
            TripOption::Rate(..) => self.slow_call_rate,
        });
        self.open_for = numbers.open_for.unwrap_or(self.open_for);
        self.growth = match (self.growth, numbers.open_for_factor, numbers.max_open_for) {
            (Some((factor, most)), set, longest) => {
                Some((set.unwrap_or(factor), longest.unwrap_or(most)))
            }
            (None, Some(factor), Some(longest)) => Some((factor, longest)),
            (None, ..) => None,
        };
        self.probes = numbers.probes.unwrap_or(self.probes);
        self.lease = numbers.lease.or(self.lease);
        self.initial = match numbers.force {
            Some(BreakerForce::Open) => BreakerState::ForcedOpen,
            Some(BreakerForce::Closed) => BreakerState::ForcedClosed,
            Some(BreakerForce::Auto) | None => self.initial,
        };
        self
    }

    /// Why some of these numbers would have no use, of settings that mean one breaker.
    pub(in crate::guard) fn contradiction(&self, numbers: &BreakerNumbers) -> Option<BreakerError> {
        if numbers.consecutive_failures.is_some() && numbers.failure_rate.is_some() {
            return Some(BreakerError::StreakAndRate);
        }
        let whole = self.with(numbers);
        if numbers.window.is_some() && !whole.goes_by_rate() {
            return Some(BreakerError::UnusedWindow);
        }
        let is_growth = numbers.open_for_factor.is_some() || numbers.max_open_for.is_some();
        (is_growth && !whole.grows()).then_some(BreakerError::UnusedGrowth)
    }

    /// Whether it opens by a rate.
    pub(in crate::guard) const fn goes_by_rate(&self) -> bool {
        matches!(self.trip, TripOption::Rate(..))
    }

    /// Whether calls may be slow.
    pub(in crate::guard) const fn counts_slow_calls(&self) -> bool {
        self.slow_call.is_some()
    }

    /// Whether its open time grows.
    pub(in crate::guard) const fn grows(&self) -> bool {
        self.growth.is_some()
    }
}

impl TripOption {
    fn with(self, numbers: &BreakerNumbers) -> Self {
        if let Some(failures) = numbers.consecutive_failures {
            return Self::Streak(failures);
        }
        let set = numbers.window.map(|window| match window {
            WrittenWindow::Calls(calls) => BreakerWindow::Calls(calls),
            WrittenWindow::Time(time) => BreakerWindow::Time(time),
        });
        match (self, numbers.failure_rate) {
            (Self::Rate(own, window), rate) => {
                Self::Rate(rate.unwrap_or(own), set.unwrap_or(window))
            }
            (Self::Streak(_), Some(rate)) => Self::Rate(rate, set.unwrap_or(DEFAULT_WINDOW)),
            (streak, None) => streak,
        }
    }
}

impl Breaker {
    /// As it was made.
    pub(in crate::guard) const fn builder_of(&self) -> &BreakerBuilder {
        &self.builder
    }

    /// Goes by `numbers`, as of the configuration of this generation; those of an earlier one come too late.
    ///
    /// Calls are forgotten where they are counted in another way from here on. A circuit that is open stays so for
    /// the time that it has; the next time is the one that is set. Where enough probes have ended by the new number,
    /// the next call finds it decided. Numbers that break a rule are left out.
    pub(in crate::guard) fn configure(&self, numbers: &BreakerNumbers, generation: u64) {
        if let Some(rules) = self.rules_with(numbers) {
            self.change(|circuit| circuit.configure(rules, numbers.force, generation));
        }
    }

    /// [`configure`](Self::configure) of one that nobody has seen yet: it begins so, and the hook is told of no change.
    pub(in crate::guard) fn configure_unseen(&self, numbers: &BreakerNumbers, generation: u64) {
        if let Some(rules) = self.rules_with(numbers) {
            self.change_untold(|circuit| circuit.configure(rules, numbers.force, generation));
        }
    }

    fn rules_with(&self, numbers: &BreakerNumbers) -> Option<Rules> {
        [self.builder.with(numbers), self.builder]
            .iter()
            .find_map(|builder| builder.rules().ok())
    }
}

impl Circuit {
    fn configure(&mut self, rules: Rules, force: Option<BreakerForce>, generation: u64) {
        if self.configured.generation > generation {
            return;
        }
        self.configured.generation = generation;
        if !self.rules.trip.counts_as(rules.trip) {
            self.machine.count_by(&rules);
        }
        if !self.rules.opens_as(&rules) {
            self.machine.forget_open_time();
        }
        self.rules = rules;
        self.hold(force);
    }

    /// Holds it open or closed, or lets it go to where it was forced before, else closes it; unless somebody has
    /// changed it since.
    fn hold(&mut self, force: Option<BreakerForce>) {
        let held = match force {
            Some(BreakerForce::Open) => Some(BreakerState::ForcedOpen),
            Some(BreakerForce::Closed) => Some(BreakerState::ForcedClosed),
            Some(BreakerForce::Auto) | None => None,
        };
        let Configured {
            held: before,
            forced_before,
            ..
        } = &mut self.configured;
        let before = core::mem::replace(before, held);
        let state = self.machine.state();
        if before.is_none() {
            *forced_before = Some(state).filter(|state| state.is_forced());
        }
        let let_go = || forced_before.unwrap_or(BreakerState::Closed);
        match held.or_else(|| before.map(|_| let_go())) {
            None => {}
            Some(to) if to == state => {}
            Some(BreakerState::ForcedOpen) => self.machine.force_open(),
            Some(BreakerState::ForcedClosed) => self.machine.force_closed(),
            Some(_) => self.machine.close(&self.rules),
        }
    }
}

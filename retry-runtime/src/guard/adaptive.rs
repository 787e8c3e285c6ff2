//! Longer delays for everyone while a target fails.

use core::fmt;
use core::time::Duration;

use super::millionths;
use super::sync::Atomic;
use crate::error::class::Class;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::nanos;
use crate::policy::delay::nanos::MILLION;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::strategy::{Backoff, RetryContext};

/// A [`Backoff`] that learns: its delays are those of an exponential backoff, times a stretch that
/// all callers share, which grows while their target fails and goes back when it succeeds. First
/// attempts are never held back.
///
/// # The law
///
/// With `s` for the stretch, which begins at 1, and `n` for the retries of a call from 1:
///
/// | event | effect | default |
/// |---|---|---|
/// | an attempt fails | `s = min(s * failure, max_stretch)` | 1.5, 64 |
/// | an attempt is throttled | `s = min(s * throttled, max_stretch)` | 2, 64 |
/// | an attempt succeeds | `s = max(s - s * relax, 1)` | 1/16 |
/// | a permanent error | nothing: it is an answer | |
/// | a delay is asked for | `initial_delay * factor^(n-1) * s` | 1 s, 2 |
///
/// The policy's `max_delay` and jitter then apply as to any delay. All numbers are kept to the
/// millionth and rounded down. The stretch is multiplied after the delay was taken, so that a lone
/// failure waits as long as without it.
///
/// In the long run the stretch grows if more than a share of
/// `ln(1/(1-relax)) / (ln(failure) + ln(1/(1-relax)))` of all attempts fail, and rests near 1 if
/// fewer do: with the defaults at 13.7%, or 8.5% if they are throttled. Eleven failures in a row
/// bring it to its largest, from where 65 successes bring it back. This is the multiplicative
/// form of the rule by which TCP finds its rate, applied to delays instead of rates.
///
/// # What it buys, and what not
///
/// A stretched retry comes later, and the same number of them comes in the end.
///
/// - In an outage that is shorter than the stretched delays calls live through it, and their
///   retries do not come back all at once when it is over. A service that a plain backoff keeps
///   overloaded by its own retries recovers.
/// - In an outage that lasts longer than the longest delay as many retries are made, and more of
///   them are left for when it is over, which can be worse than a plain backoff. A
///   [`Budget`](super::Budget) does not let it come to that: use both.
/// - To failures that have nothing to do with load it adds waiting, little while they are rare,
///   and nothing else.
///
/// Simulated in `tests/guard/adaptive_simulation.rs`, with four attempts a call:
///
/// | service | | plain | adaptive | adaptive, with a budget |
/// |---|---|---|---|---|
/// | at 80%, down for 10 s | calls that succeed | 52% | 100% | |
/// | | overloaded afterwards | for good | 28 s | |
/// | at 60%, down for 10 s | calls that succeed | 99.0% | 100% | |
/// | | overloaded afterwards | 8 s | 3 s | |
/// | at 70%, down for 5 min | overloaded afterwards | 34 s | 10 min | not at all |
/// | 5% of attempts fail | waiting | 1 | 1.2 | |
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::guard::Adaptive;
/// use reattempt::{Policy, Strategy};
///
/// static BACKOFF: Adaptive = Adaptive::new();
/// // A `const` must not refer to what changes, not with Rust 1.85.
/// static POLICY: Policy = Policy::builder().backoff(Strategy::Custom(&BACKOFF)).build();
/// ```
pub struct Adaptive {
    numbers: AdaptiveBuilder,
    factor: Factor,
    /// In millionths.
    stretch: Atomic,
    failure: u64,
    throttled: u64,
    relax: u64,
    max_stretch: u64,
}

impl Adaptive {
    /// The largest allowed stretch, and the largest step.
    const MOST: u32 = 1_000_000;

    /// With the default numbers.
    pub const fn new() -> Self {
        Self::builder().build()
    }

    /// With other numbers, starting from those of [`new`](Self::new).
    pub const fn builder() -> AdaptiveBuilder {
        AdaptiveBuilder {
            initial_delay: Duration::from_secs(1),
            factor: 2.0,
            failure: 1.5,
            throttled: 2.0,
            relax: 0.0625,
            max_stretch: 64.0,
        }
    }

    /// The present stretch, from 1.
    #[expect(clippy::cast_precision_loss, reason = "at most 1e12, below 2^53")]
    pub fn stretch(&self) -> f64 {
        self.stretch.load() as f64 / 1e6
    }

    #[cold]
    fn grow(&self, step: u64) {
        let grow = |stretch| {
            let grown = nanos::scale(stretch, step).min(self.max_stretch);
            (grown != stretch).then_some(grown)
        };
        // An error says that it is as large as it can be.
        let _ = self.stretch.update(grow);
    }

    #[cold]
    fn shrink(&self) {
        let shrink = |stretch: u64| {
            // Rounded up, so that it always comes to its end.
            let less = nanos::scale(stretch, self.relax) + 1;
            (stretch > MILLION).then(|| stretch.saturating_sub(less).max(MILLION))
        };
        let _ = self.stretch.update(shrink);
    }
}

impl Backoff for Adaptive {
    fn delay(&self, retry: &RetryContext) -> Duration {
        let delay = nanos::from_duration(self.numbers.initial_delay);
        let growth = Rule::Exponential {
            factor: self.factor,
        };
        let delay = growth.base(retry, delay, u64::MAX);
        Duration::from_nanos(nanos::scale(delay, self.stretch.load()))
    }

    fn failed(&self, class: Class) {
        match class {
            Class::Permanent => {}
            Class::Throttled => self.grow(self.throttled),
            Class::Unsent | Class::Transient => self.grow(self.failure),
        }
    }

    #[inline]
    fn succeeded(&self) {
        if self.stretch.load() > MILLION {
            self.shrink();
        }
    }
}

impl Default for Adaptive {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Adaptive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Adaptive")
            .field("numbers", &self.numbers)
            .field("stretch", &self.stretch())
            .finish_non_exhaustive()
    }
}

/// Builds an [`Adaptive`]; made by [`Adaptive::builder`].
///
/// Setters accept everything; the rules are checked when building.
#[derive(Clone, Copy, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct AdaptiveBuilder {
    initial_delay: Duration,
    factor: f64,
    failure: f64,
    throttled: f64,
    relax: f64,
    max_stretch: f64,
}

impl AdaptiveBuilder {
    /// The first delay at rest. Default: 1 s.
    pub const fn initial_delay(mut self, delay: Duration) -> Self {
        self.initial_delay = delay;
        self
    }

    /// Growth of the delays from one retry of a call to the next, from 1 to 1e9. Default: 2.
    pub const fn factor(mut self, factor: f64) -> Self {
        self.factor = factor;
        self
    }

    /// By what a failed attempt multiplies the stretch, from 1 to 1e6. Default: 1.5.
    pub const fn failure(mut self, step: f64) -> Self {
        self.failure = step;
        self
    }

    /// By what an error of class [`Throttled`](Class::Throttled) multiplies the stretch: from
    /// [`failure`](Self::failure) to 1e6. Default: 2.
    pub const fn throttled(mut self, step: f64) -> Self {
        self.throttled = step;
        self
    }

    /// What share of itself a success takes off the stretch: above 0, up to 1. Default: 1/16.
    pub const fn relax(mut self, share: f64) -> Self {
        self.relax = share;
        self
    }

    /// The largest stretch, from 1 to 1e6. Default: 64.
    pub const fn max_stretch(mut self, stretch: f64) -> Self {
        self.max_stretch = stretch;
        self
    }

    /// The backoff; in a `static`, checked at compile time.
    ///
    /// ```compile_fail
    /// # use reattempt_runtime as reattempt;
    /// use reattempt::guard::Adaptive;
    ///
    /// static NEVER: Adaptive = Adaptive::builder().relax(0.0).build();
    /// ```
    ///
    /// # Panics
    ///
    /// If a number is out of range.
    #[track_caller]
    pub const fn build(self) -> Adaptive {
        let Some(factor) = Factor::new(self.factor) else {
            panic!("the factor must be from 1 to 1e9");
        };
        let steps = "the steps of the stretch must be from 1 to 1e6, a throttled one the larger";
        let failure = checked(self.failure, Adaptive::MOST, steps);
        let throttled = checked(self.throttled, Adaptive::MOST, steps);
        assert!(failure >= MILLION && throttled >= failure, "{}", steps);
        let share = "a success must take off more than 0 and at most 1 of the stretch";
        let relax = checked(self.relax, 1, share);
        assert!(relax > 0, "{}", share);
        let largest = "the largest stretch must be from 1 to 1e6";
        let max_stretch = checked(self.max_stretch, Adaptive::MOST, largest);
        assert!(max_stretch >= MILLION, "{}", largest);
        Adaptive {
            numbers: self,
            factor,
            stretch: Atomic::new(MILLION),
            failure,
            throttled,
            relax,
            max_stretch,
        }
    }
}

/// A number of `0..=max` in millionths; any other panics with `rule`.
#[track_caller]
const fn checked(value: f64, max: u32, rule: &str) -> u64 {
    match millionths(value, max) {
        Some(millionths) => millionths,
        None => panic!("{}", rule),
    }
}

//! How a delay is spread, so that callers that failed together do not come back together.

use core::fmt;
use core::ops::RangeInclusive;

use crate::policy::delay::nanos;
use crate::policy::delay::nanos::MILLION;

/// How a delay is spread at random around the value `v` the backoff rule gave, after `v` was cut
/// to `max_delay`.
///
/// Every kind is a uniform draw from an inclusive range of whole nanoseconds. It is the range that
/// is kept within `max_delay`, never the drawn value, so delays do not pile up on the cap. A `v`
/// of zero stays zero; any other delay is at least 1 ns.
///
/// The names are those of "Exponential Backoff And Jitter" on the AWS Architecture Blog.
///
/// Default: [`Jitter::Equal`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Jitter {
    /// `v` itself.
    None,
    /// `U(1 ns, v)`: spreads the most, and may hardly wait at all.
    Full,
    /// `U(v/2, v)`, the half rounded up: never less than half of what was asked for.
    #[default]
    Equal,
    /// `U(v*(1-f), min(v*(1+f), max_delay))`: plus or minus a fraction of `v`. Written
    /// [`Jitter::fraction(0.25)`](Jitter::fraction).
    Fraction(Fraction),
}

impl Jitter {
    /// Plus or minus `fraction` of the delay, from 0 to 1, kept to the millionth.
    ///
    /// Any other value is refused when the policy is built, with
    /// [`PolicyError::JitterOutOfRange`](crate::PolicyError::JitterOutOfRange).
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use core::time::Duration;
    /// use reattempt::{Jitter, Policy};
    ///
    /// const POLICY: Policy = Policy::builder().jitter(Jitter::fraction(0.25)).build();
    ///
    /// let range = Duration::from_millis(750)..=Duration::from_millis(1250);
    /// assert_eq!(POLICY.delay_range(1), range);
    /// ```
    pub const fn fraction(fraction: f64) -> Self {
        Self::Fraction(Fraction::new(fraction))
    }

    /// Whether it leaves every delay as it is.
    pub(crate) const fn is_none(self) -> bool {
        matches!(self, Self::None | Self::Fraction(Fraction(0)))
    }

    /// Lower and upper end of the draw, both inclusive. Wants `value <= max_delay`.
    #[inline]
    pub(crate) fn range(self, value: u64, max_delay: u64) -> RangeInclusive<u64> {
        if value == 0 {
            return 0..=0;
        }
        match self {
            Self::None => value..=value,
            Self::Full => 1..=value,
            Self::Equal => value - value / 2..=value,
            Self::Fraction(fraction) => {
                let spread = fraction.of(value);
                let low = value.saturating_sub(spread).max(1);
                low..=value.saturating_add(spread).min(max_delay)
            }
        }
    }
}

/// One line for people: `equal jitter`, `no jitter`, `jitter of 25%`.
impl fmt::Display for Jitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("no jitter"),
            Self::Full => f.write_str("full jitter"),
            Self::Equal => f.write_str("equal jitter"),
            Self::Fraction(fraction) => {
                write!(f, "jitter of {}%", f64::from(fraction.0) / 1e4)
            }
        }
    }
}

/// The fraction of [`Jitter::Fraction`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction(u32);

impl Fraction {
    const ONE: u32 = 1_000_000;
    // Marks that keep a bad value until the builder reports it.
    const NOT_A_NUMBER: u32 = u32::MAX;
    const BELOW_ZERO: u32 = u32::MAX - 1;
    const ABOVE_ONE: u32 = u32::MAX - 2;

    /// A fraction from 0 to 1, rounded to the millionth. Any other value is refused when the
    /// policy is built.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range: at most 1e6, never negative"
    )]
    pub const fn new(fraction: f64) -> Self {
        Self(if fraction.is_nan() {
            Self::NOT_A_NUMBER
        } else if fraction < 0.0 {
            Self::BELOW_ZERO
        } else if fraction > 1.0 {
            Self::ABOVE_ONE
        } else {
            (fraction * 1e6 + 0.5) as u32
        })
    }

    pub(crate) const fn is_valid(self) -> bool {
        self.0 <= Self::ONE
    }

    /// Nearest allowed jitter; not a number is the default jitter.
    pub(crate) const fn clamped(self) -> Jitter {
        match self.0 {
            Self::NOT_A_NUMBER => Jitter::Equal,
            Self::BELOW_ZERO => Jitter::Fraction(Self(0)),
            Self::ABOVE_ONE => Jitter::Fraction(Self(Self::ONE)),
            _ => Jitter::Fraction(self),
        }
    }

    #[cfg(feature = "serde")]
    pub(crate) fn get(self) -> f64 {
        f64::from(self.0) / 1e6
    }

    #[inline]
    fn of(self, nanos: u64) -> u64 {
        nanos::scale(nanos, u64::from(self.0))
    }
}

const _: () = assert!(Fraction::ONE as u64 == MILLION);
/// A jitter as it may be written for a value that is known when a call begins: a [`Jitter`], or the fraction of
/// one.
#[diagnostic::on_unimplemented(
    message = "`jitter` takes a `Jitter` or a fraction of type `f64`, not `{Self}`",
    label = "no jitter"
)]
pub trait IntoJitter {
    /// The jitter.
    fn into_jitter(self) -> Jitter;
}

impl IntoJitter for Jitter {
    fn into_jitter(self) -> Jitter {
        self
    }
}

impl IntoJitter for f64 {
    fn into_jitter(self) -> Jitter {
        Jitter::fraction(self)
    }
}

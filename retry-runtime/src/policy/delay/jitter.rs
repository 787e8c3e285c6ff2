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
        match self {
            Self::None => true,
            Self::Full | Self::Equal => false,
            Self::Fraction(fraction) => fraction.millionths() == 0,
        }
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
                write!(f, "jitter of {}%", f64::from(fraction.millionths()) / 1e4)
            }
        }
    }
}

/// The fraction of [`Jitter::Fraction`].
///
/// Millionths in three bytes, so that a [`Jitter`] has four and a policy stays small.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction([u8; 3]);

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millionths = &self.millionths();
        f.debug_tuple("Fraction").field(millionths).finish()
    }
}

impl Fraction {
    const ONE: u32 = 1_000_000;
    // Marks that keep a bad value until the builder reports it.
    const NOT_A_NUMBER: u32 = (1 << 24) - 1;
    const BELOW_ZERO: u32 = (1 << 24) - 2;
    const ABOVE_ONE: u32 = (1 << 24) - 3;

    const fn of_millionths(millionths: u32) -> Self {
        let [low, middle, high, _] = millionths.to_le_bytes();
        Self([low, middle, high])
    }

    const fn millionths(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }

    /// A fraction from 0 to 1, rounded to the millionth. Any other value is refused when the
    /// policy is built.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range: at most 1e6, never negative"
    )]
    pub const fn new(fraction: f64) -> Self {
        Self::of_millionths(if fraction.is_nan() {
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
        self.millionths() <= Self::ONE
    }

    /// Nearest allowed jitter; not a number is the default jitter.
    pub(crate) const fn clamped(self) -> Jitter {
        match self.millionths() {
            Self::NOT_A_NUMBER => Jitter::Equal,
            Self::BELOW_ZERO => Jitter::Fraction(Self::of_millionths(0)),
            Self::ABOVE_ONE => Jitter::Fraction(Self::of_millionths(Self::ONE)),
            _ => Jitter::Fraction(self),
        }
    }

    #[cfg(feature = "serde")]
    pub(crate) fn get(self) -> f64 {
        f64::from(self.millionths()) / 1e6
    }

    #[inline]
    fn of(self, nanos: u64) -> u64 {
        nanos::scale(nanos, u64::from(self.millionths()))
    }
}

const _: () = assert!(Fraction::ONE as u64 == MILLION);
/// A jitter as it may be written for a value that is known when a call begins: a [`Jitter`], or the fraction of
/// one.
#[diagnostic::on_unimplemented(
    message = "`jitter` takes a `Jitter` or a fraction of type `f64`, not `{Self}`",
    label = "not a jitter"
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

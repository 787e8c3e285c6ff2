//! A duration as text, rounded for a table or exact.

use core::fmt;
use core::time::Duration;

/// A time, rounded to what the eye takes in: `750ms`, `1.235s`, `2m30s`, `1h5m`, `3d4h`.
pub struct Rounded(pub Duration);

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

impl Rounded {
    /// To a thousandth of the unit it is printed in, above a minute to the smaller of two units.
    fn rounded(&self) -> Duration {
        const SECOND: u64 = 1_000_000_000;
        let nanos = u64::try_from(self.0.as_nanos()).unwrap_or(u64::MAX);
        let step = match self.0.as_secs() {
            0 if nanos < 1_000_000 => 1,
            0 => 1_000,
            1..MINUTE => 1_000_000,
            MINUTE..HOUR => SECOND,
            HOUR..DAY => MINUTE * SECOND,
            DAY.. => HOUR * SECOND,
        };
        Duration::from_nanos(nanos.saturating_add(step / 2) / step * step)
    }
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.rounded();
        let (whole, unit, rest, smaller) = match time.as_secs() {
            0 if time.is_zero() => return f.write_str("0s"),
            ..=MINUTE => return write!(f, "{time:?}"),
            secs @ ..HOUR => (secs / MINUTE, 'm', secs % MINUTE, 's'),
            secs @ HOUR..DAY => (secs / HOUR, 'h', secs % HOUR / MINUTE, 'm'),
            secs @ DAY.. => (secs / DAY, 'd', secs % DAY / HOUR, 'h'),
        };
        write!(f, "{whole}{unit}")?;
        match rest {
            0 => Ok(()),
            rest => write!(f, "{rest}{smaller}"),
        }
    }
}

/// Whole minutes and hours by their name, anything else in the standard library's notation.
pub(crate) struct Exact(pub(crate) Duration);

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.as_secs(), self.0.subsec_nanos()) {
            (secs @ 3600.., 0) if secs % 3600 == 0 => write!(f, "{}h", secs / 3600),
            (secs @ 61.., 0) if secs % 60 == 0 => write!(f, "{}m", secs / 60),
            _ => write!(f, "{:?}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_and_carry_to_the_next_unit() {
        let short = |nanos| Rounded(Duration::from_nanos(nanos)).to_string();
        for (nanos, expected) in [
            (0, "0s"),
            (1, "1ns"),
            (999_999, "999.999µs"),
            (1_000_499, "1ms"),
            (1_234_500, "1.235ms"),
            (999_999_500, "1s"),
            (1_234_567_890, "1.235s"),
            (59_999_500_000, "60s"),
            (60_400_000_000, "60s"),
            (60_500_000_000, "1m1s"),
            (150_000_000_000, "2m30s"),
            (3_599_500_000_000, "1h"),
            (3_900_000_000_000, "1h5m"),
            (86_399_000_000_000, "1d"),
            (270_000_000_000_000, "3d3h"),
            (u64::MAX, "213503d23h"),
        ] {
            assert_eq!(short(nanos), expected);
        }
    }
}

//! The text of a duration, `2m30s` and the like: read exact to the nanosecond, and written.
//!
//! The one source of that language, for configuration here and for the attribute, which has this file by a
//! symbolic link: nothing of the macro crate is there at run time, nor the other way round. So it uses the
//! standard library alone. No crate reads just this: `humantime` 2 takes `5M` for months, and units in any
//! order; `jiff` 1 takes signs, and decimals in the last unit only.

#![allow(unreachable_pub, reason = "in the macro crate nothing is public")]

use core::fmt;
use core::time::Duration;

/// Units from long to short, each with its nanoseconds. Both letters for micro exist: the sign
/// (U+00B5) and the Greek letter (U+03BC).
const UNITS: [(&str, u64); 9] = [
    ("d", 86_400_000_000_000),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ns", 1),
];

/// Why a text is no duration. Printed, it says what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DurationError {
    /// There is nothing.
    Empty,
    /// It begins with a minus.
    Negative,
    /// Something else than a number begins.
    NumberExpected {
        /// From here on.
        at: String,
    },
    /// A number stands alone.
    NoUnit {
        /// As it is written, here and below.
        number: String,
    },
    /// There is no such unit.
    UnknownUnit {
        /// What stands before it.
        number: String,
        /// As it is written.
        unit: String,
        /// The unit that other ways of writing a duration call so.
        meant: Option<&'static str>,
    },
    /// A unit stands after one that is not longer.
    UnitOrder {
        /// The later one.
        unit: String,
    },
    /// Digits and points are no number.
    NoNumber {
        /// As they are written.
        number: String,
    },
    /// It is no whole number of nanoseconds.
    TooFine {
        /// Of this unit.
        number: String,
        /// As it is written.
        unit: String,
    },
    /// It is more nanoseconds than a `u64` holds.
    TooLong {
        /// Of this unit.
        number: String,
        /// As it is written.
        unit: String,
    },
}

impl core::error::Error for DurationError {}

impl fmt::Display for DurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(
                "a duration cannot be empty; write a number and a unit, such as `\"1s\"`",
            ),
            Self::Negative => {
                f.write_str("a duration cannot be negative; write `\"0s\"` for none at all")
            }
            Self::NumberExpected { at } => write!(
                f,
                "expected a number at `{at}`: a duration is a number and a unit, once or several \
                 times; write `\"1.5s\"` or `\"2m30s\"`"
            ),
            Self::NoUnit { number } => write!(
                f,
                "`{number}` needs a unit: it could be seconds or milliseconds; write \
                 `\"{number}s\"` or `\"{number}ms\"`"
            ),
            Self::UnknownUnit {
                number,
                unit,
                meant,
            } => {
                write!(
                    f,
                    "`{unit}` is no unit of time: the units are `ns`, `us`, `ms`, `s`, `m`, `h` and \
                     `d`"
                )?;
                match meant {
                    Some(meant) => write!(f, "; write `\"{number}{meant}\"`"),
                    None => Ok(()),
                }
            }
            Self::UnitOrder { unit } => write!(
                f,
                "`{unit}` stands after a unit that is not longer: units go from long to short, each \
                 once; write `\"2m30s\"`"
            ),
            Self::NoNumber { number } => {
                write!(
                    f,
                    "`{number}` is no number; write digits such as `1` or `1.5`"
                )
            }
            Self::TooFine { number, unit } => write!(
                f,
                "`{number}{unit}` is not a whole number of nanoseconds, the smallest unit; write fewer decimals"
            ),
            Self::TooLong { number, unit } => write!(
                f,
                "`{number}{unit}` is too long: the longest duration is `{}`, about 584 years",
                show(Duration::from_nanos(u64::MAX))
            ),
        }
    }
}

/// Reads a duration as the attribute and the configuration write it: a number and a unit, once or several times,
/// the units from long to short, such as `"500ms"`, `"1.5s"` or `"2m30s"`. The units are `ns`, `us`, `ms`, `s`,
/// `m`, `h` and `d`, of 24 hours. Decimals are exact.
///
/// # Errors
///
/// If the text is something else, no whole number of nanoseconds, or more than about 584 years.
pub fn parse(text: &str) -> Result<Duration, DurationError> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(DurationError::Empty);
    }
    if rest.starts_with('-') {
        return Err(DurationError::Negative);
    }
    let mut total = 0_u64;
    let mut longer = u64::MAX;
    while !rest.is_empty() {
        let (number, after) = split(rest, |letter| letter.is_ascii_digit() || letter == '.');
        let (unit, after) = split(after.trim_start(), char::is_alphabetic);
        if number.is_empty() {
            let at = rest.to_owned();
            return Err(DurationError::NumberExpected { at });
        }
        let nanos = nanos_in(unit, number)?;
        if nanos >= longer {
            let unit = unit.to_owned();
            return Err(DurationError::UnitOrder { unit });
        }
        total = multiplied(number, nanos)
            .and_then(|part| part.checked_add(total).ok_or(Inexact::TooLong))
            .map_err(|why| why.of(number, unit))?;
        longer = nanos;
        rest = after.trim_start();
    }
    Ok(Duration::from_nanos(total))
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|letter| !belongs(letter));
    text.split_at(end.unwrap_or(text.len()))
}

/// Nanoseconds in `unit`; `number` is what stands before it.
fn nanos_in(unit: &str, number: &str) -> Result<u64, DurationError> {
    if let Some((_, nanos)) = UNITS.iter().find(|(name, _)| *name == unit) {
        return Ok(*nanos);
    }
    let number = number.to_owned();
    Err(if unit.is_empty() {
        DurationError::NoUnit { number }
    } else {
        DurationError::UnknownUnit {
            number,
            unit: unit.to_owned(),
            meant: meant(unit),
        }
    })
}

/// The unit that other ways of writing a duration call `unit`.
fn meant(unit: &str) -> Option<&'static str> {
    Some(match unit.to_lowercase().as_str() {
        "ns" | "nsec" | "nsecs" | "nano" | "nanos" | "nanosecond" | "nanoseconds" => "ns",
        "us" | "usec" | "usecs" | "micro" | "micros" | "microsecond" | "microseconds" => "us",
        "ms" | "msec" | "msecs" | "milli" | "millis" | "millisecond" | "milliseconds" => "ms",
        "s" | "sec" | "secs" | "second" | "seconds" => "s",
        "m" | "min" | "mins" | "minute" | "minutes" => "m",
        "h" | "hr" | "hrs" | "hour" | "hours" => "h",
        "d" | "day" | "days" => "d",
        _ => return None,
    })
}

/// Why a number of units is no duration.
enum Inexact {
    NoNumber,
    TooFine,
    TooLong,
}

impl Inexact {
    fn of(self, number: &str, unit: &str) -> DurationError {
        let (number, unit) = (number.to_owned(), unit.to_owned());
        match self {
            Self::NoNumber => DurationError::NoNumber { number },
            Self::TooFine => DurationError::TooFine { number, unit },
            Self::TooLong => DurationError::TooLong { number, unit },
        }
    }
}

/// `number` times `nanos`, in integers: a float would lose nanoseconds.
fn multiplied(number: &str, nanos: u64) -> Result<u64, Inexact> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if whole.is_empty() || decimals.is_empty() || decimals.contains('.') {
        return Err(Inexact::NoNumber);
    }
    let decimals = decimals.trim_end_matches('0');
    // No unit has more than 19 decimals that come to whole nanoseconds.
    let places = u32::try_from(decimals.len()).map_err(|_| Inexact::TooFine)?;
    if places > 19 {
        return Err(Inexact::TooFine);
    }
    let scale = 10_u128.pow(places);
    let numerator = decimals.parse().unwrap_or(0) * u128::from(nanos);
    if numerator % scale != 0 {
        return Err(Inexact::TooFine);
    }
    let whole: u64 = whole.parse().map_err(|_| Inexact::TooLong)?;
    let part = u64::try_from(numerator / scale).map_err(|_| Inexact::TooLong)?;
    whole
        .checked_mul(nanos)
        .and_then(|whole| whole.checked_add(part))
        .ok_or(Inexact::TooLong)
}

/// `duration` as it is written.
pub fn show(duration: Duration) -> String {
    let mut rest = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
    let mut text = String::new();
    for (unit, nanos) in UNITS {
        if rest >= nanos {
            text.push_str(&(rest / nanos).to_string());
            text.push_str(unit);
            rest %= nanos;
        }
    }
    if text.is_empty() {
        "0s".to_owned()
    } else {
        text
    }
}

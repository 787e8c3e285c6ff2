//! The text of a duration: the same language as in the attribute, exact to the nanosecond.
//!
//! No crate reads just that: `humantime` 2 takes `5M` for months, and units in any order; `jiff` 1 takes
//! signs, and decimals in the last unit only.

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

/// Why a text is no duration.
#[derive(Debug, PartialEq)]
pub(crate) enum NoDuration {
    /// It is a number.
    NoUnit(String),
    Other,
}

impl NoDuration {
    /// What was most likely meant.
    pub(super) fn instead(&self) -> Option<String> {
        match self {
            Self::NoUnit(number) => Some(format!("\"{number}s\" or \"{number}ms\"")),
            Self::Other => None,
        }
    }
}

/// A number of seconds, if a duration can be as long: at most about 584 years. A fraction of a
/// nanosecond is rounded, but not to nothing.
pub(super) fn from_secs(secs: f64) -> Option<Duration> {
    let duration = Duration::try_from_secs_f64(secs).ok()?;
    let exists = u64::try_from(duration.as_nanos()).is_ok();
    let vanishes = duration.is_zero() && secs > 0.0;
    (exists && !vanishes).then_some(duration)
}

/// A number and a unit, once or several times, the units from long to short.
pub(crate) fn parse(text: &str) -> Result<Duration, NoDuration> {
    let mut rest = text.trim();
    let is_number =
        rest.ends_with(|last: char| last.is_ascii_digit()) && rest.parse::<f64>().is_ok();
    if is_number && !rest.starts_with(['-', '+']) {
        return Err(NoDuration::NoUnit(rest.to_owned()));
    }
    let mut total = 0_u64;
    let mut longer = u64::MAX;
    while !rest.is_empty() {
        let (number, after) = split(rest, |letter| letter.is_ascii_digit() || letter == '.');
        let (unit, after) = split(after.trim_start(), char::is_alphabetic);
        let known = UNITS.iter().find(|(name, _)| *name == unit);
        let Some((_, unit)) = known.filter(|(_, nanos)| *nanos < longer) else {
            return Err(NoDuration::Other);
        };
        total = multiplied(number, *unit)
            .and_then(|nanos| nanos.checked_add(total))
            .ok_or(NoDuration::Other)?;
        longer = *unit;
        rest = after.trim_start();
    }
    if longer == u64::MAX {
        return Err(NoDuration::Other);
    }
    Ok(Duration::from_nanos(total))
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|letter| !belongs(letter));
    text.split_at(end.unwrap_or(text.len()))
}

/// `number` times `unit` in whole nanoseconds, in integers: a float would lose some.
fn multiplied(number: &str, unit: u64) -> Option<u64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    if decimals.is_empty() || decimals.contains('.') {
        return None;
    }
    // No unit has more than 19 decimals that come to whole nanoseconds.
    let decimals = decimals.trim_end_matches('0');
    let places = u32::try_from(decimals.len())
        .ok()
        .filter(|places| *places <= 19)?;
    let scale = 10_u128.pow(places);
    let numerator = decimals.parse().unwrap_or(0) * u128::from(unit);
    if numerator % scale != 0 {
        return None;
    }
    let part = u64::try_from(numerator / scale).ok()?;
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(unit)?
        .checked_add(part)
}

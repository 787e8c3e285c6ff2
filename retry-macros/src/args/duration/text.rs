//! The text of a duration.
//!
//! In: `2m30s` and the like. Out: the duration, exact to the nanosecond, or what is wrong with the
//! text; and a duration as text.

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

pub(super) const NEGATIVE: &str = "a duration cannot be negative; write `\"0s\"` for none at all";

/// Reads a duration, exact to the nanosecond. The error says what is wrong and what to write.
pub(crate) fn parse(text: &str) -> Result<Duration, String> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(
            "a duration cannot be empty; write a number and a unit, such as `\"1s\"`".into(),
        );
    }
    if rest.starts_with('-') {
        return Err(NEGATIVE.into());
    }
    let mut total = 0_u64;
    let mut longer = u64::MAX;
    while !rest.is_empty() {
        let (number, after) = split(rest, |letter| letter.is_ascii_digit() || letter == '.');
        let (unit, after) = split(after.trim_start(), char::is_alphabetic);
        if number.is_empty() {
            return Err(format!(
                "expected a number at `{rest}`: a duration is a number and a unit, once or \
                 several times; write `\"1.5s\"` or `\"2m30s\"`"
            ));
        }
        let nanos = nanos_in(unit, number)?;
        if nanos >= longer {
            return Err(format!(
                "`{unit}` stands after a unit that is not longer: units go from long to short, \
                 each once; write `\"2m30s\"`"
            ));
        }
        total = multiplied(number, nanos)
            .map_err(|why| why.message(number, unit))?
            .checked_add(total)
            .ok_or_else(|| Inexact::TooLong.message(number, unit))?;
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
fn nanos_in(unit: &str, number: &str) -> Result<u64, String> {
    if let Some((_, nanos)) = UNITS.iter().find(|(name, _)| *name == unit) {
        return Ok(*nanos);
    }
    if unit.is_empty() {
        return Err(format!(
            "`{number}` needs a unit: it could be seconds or milliseconds; write `\"{number}s\"` \
             or `\"{number}ms\"`"
        ));
    }
    let units = "the units are `ns`, `us`, `ms`, `s`, `m`, `h` and `d`";
    Err(match meant(unit) {
        Some(meant) => {
            format!("`{unit}` is no unit of time: {units}; write `\"{number}{meant}\"`")
        }
        None => format!("`{unit}` is no unit of time: {units}"),
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
    fn message(&self, number: &str, unit: &str) -> String {
        match self {
            Self::NoNumber => format!("`{number}` is no number; write digits such as `1` or `1.5`"),
            Self::TooFine => format!(
                "`{number}{unit}` is no whole number of nanoseconds, the finest there is; write \
                 fewer decimals"
            ),
            Self::TooLong => format!(
                "`{number}{unit}` is too long: the longest duration is `{}`, about 584 years",
                show(Duration::from_nanos(u64::MAX))
            ),
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

/// `duration` as it is written in the attribute.
pub(crate) fn show(duration: Duration) -> String {
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

#[cfg(test)]
mod tests {
    use super::{parse, show};
    use core::time::Duration;

    /// Configuration from outside reads durations by code of its own, because nothing of this crate is
    /// there at run time. This is what it makes of a text.
    fn configured(text: &str) -> Option<Duration> {
        #[reattempt::retry(backoff = "linear")]
        fn site() -> std::io::Result<()> {
            Ok(())
        }
        site().unwrap();
        let toml = format!("\"*\" = {{ increment = '{text}' }}");
        let checked = reattempt::config::Config::new()
            .toml("text", toml)
            .check()
            .ok()?;
        let policy = checked.effective().sites()[0].policy().copied();
        policy.and_then(|policy| policy.increment())
    }

    #[test]
    fn exact_to_the_nanosecond() {
        for (text, nanos) in [
            ("0s", 0),
            ("1ns", 1),
            ("1us", 1_000),
            ("1\u{b5}s", 1_000),
            ("1\u{3bc}s", 1_000),
            ("50ms", 50_000_000),
            ("1.5s", 1_500_000_000),
            ("0.000000001s", 1),
            ("0.1500ms", 150_000),
            ("2m30s", 150_000_000_000),
            (" 1h 2m 3.5 s ", 3_723_500_000_000),
            ("1d", 86_400_000_000_000),
            ("0.00000000005m", 3),
            ("18446744073709551615ns", u64::MAX),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_nanos(nanos)), "{text}");
            assert_eq!(
                configured(text),
                Some(Duration::from_nanos(nanos)),
                "{text}"
            );
        }
    }

    #[test]
    fn refused() {
        let syntax = "a duration is a number and a unit, once or several times; write `\"1.5s\"` \
                      or `\"2m30s\"`";
        let units = "is no unit of time: the units are `ns`, `us`, `ms`, `s`, `m`, `h` and `d`";
        let order = "stands after a unit that is not longer: units go from long to short, each \
                     once; write `\"2m30s\"`";
        let fine = "is no whole number of nanoseconds, the finest there is; write fewer decimals";
        let long = "is too long: the longest duration is `213503d23h34m33s709ms551us615ns`, about \
                    584 years";
        let digits = "is no number; write digits such as `1` or `1.5`";
        for (text, message) in [
            (
                " ",
                "a duration cannot be empty; write a number and a unit, such as `\"1s\"`".into(),
            ),
            ("-5s", super::NEGATIVE.into()),
            (
                "5",
                "`5` needs a unit: it could be seconds or milliseconds; write `\"5s\"` or `\"5ms\"`"
                    .into(),
            ),
            ("5min", format!("`min` {units}; write `\"5m\"`")),
            ("5SEC", format!("`SEC` {units}; write `\"5s\"`")),
            ("5w", format!("`w` {units}")),
            ("5s5s", format!("`s` {order}")),
            ("5ms1s", format!("`s` {order}")),
            ("0.1ns", format!("`0.1ns` {fine}")),
            ("0.00000000000000000001d", format!("`0.00000000000000000001d` {fine}")),
            ("18446744073709551616ns", format!("`18446744073709551616ns` {long}")),
            ("213504d", format!("`213504d` {long}")),
            ("213503d24h", format!("`24h` {long}")),
            ("1.2.3s", format!("`1.2.3` {digits}")),
            (".5s", format!("`.5` {digits}")),
            ("5.s", format!("`5.` {digits}")),
            ("soon", format!("expected a number at `soon`: {syntax}")),
            ("1s, 5ms", format!("expected a number at `, 5ms`: {syntax}")),
        ] {
            assert_eq!(parse(text), Err(message), "{text}");
            assert_eq!(configured(text), None, "{text}");
        }
    }

    #[test]
    fn shown_as_it_is_read() {
        for text in ["0s", "1ns", "1ms500us", "1s", "2m30s", "1d1h"] {
            assert_eq!(show(parse(text).unwrap()), text);
        }
    }
}

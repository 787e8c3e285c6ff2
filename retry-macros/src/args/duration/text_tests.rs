//! The text of durations, in the attribute and in configuration.

use super::text::{self, DurationError, show};
use core::time::Duration;

/// What the attribute makes of a text.
fn parse(text: &str) -> Result<Duration, String> {
    text::parse(text).map_err(|error| error.to_string())
}

/// What configuration from outside, which reads durations by the same code, makes of a text.
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
    let fine = "is not a whole number of nanoseconds, the smallest unit; write fewer decimals";
    let long = "is too long: the longest duration is `213503d23h34m33s709ms551us615ns`, about \
                584 years";
    let digits = "is no number; write digits such as `1` or `1.5`";
    for (text, message) in [
        (
            " ",
            "a duration cannot be empty; write a number and a unit, such as `\"1s\"`".into(),
        ),
        ("-5s", DurationError::Negative.to_string()),
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
        (
            "0.00000000000000000001d",
            format!("`0.00000000000000000001d` {fine}"),
        ),
        (
            "18446744073709551616ns",
            format!("`18446744073709551616ns` {long}"),
        ),
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

//! Values that a key cannot have.

use crate::{DURATION, assert_setting, error, toml};

const ATTEMPTS: &str = "must be a number from 1, or \"unlimited\"";
const BACKOFF: &str = "must be \"fixed\", \"linear\", \"exponential\", \"fibonacci\", \
                       \"decorrelated\" or a list of durations";

#[test]
fn max_attempts_is_a_number_from_one_or_unlimited() {
    for value in ["0", "-3", "2.5", "true", "\"many\"", "[]", "{}"] {
        assert_setting(&format!("max_attempts = {value}"), ATTEMPTS);
    }
}

#[test]
fn max_attempts_in_another_spelling_is_told_what_to_write() {
    for (value, instead) in [
        ("\"5\"", "5"),
        ("4294967296", "\"unlimited\", or 4294967294 at most"),
        ("\"Unlimited\"", "\"unlimited\""),
        ("\"none\"", "\"unlimited\""),
    ] {
        let message = format!("{ATTEMPTS}; write {instead}");
        assert_setting(&format!("max_attempts = {value}"), &message);
    }
}

#[test]
fn factor_is_a_number_from_1_to_1000000000() {
    for (written, value) in [
        ("0.5", "0.5"),
        ("-2", "-2"),
        ("1100000000.0", "1100000000.0"),
        ("nan", "NaN"),
        ("inf", "inf"),
        ("\"fast\"", "\"fast\""),
        ("true", "true"),
    ] {
        assert_eq!(
            error(&toml(&format!("[\"deploy.*\"]\nfactor = {written}"))),
            format!(
                "retry.toml: \"deploy.*\": factor = {value}: must be a number from 1 to 1000000000"
            )
        );
    }
    assert_setting(
        "factor = \"3\"",
        "must be a number from 1 to 1000000000; write 3",
    );
}

#[test]
fn enabled_is_true_or_false() {
    assert_setting("enabled = 1", "must be true or false");
    assert_setting("enabled = \"false\"", "must be true or false; write false");
}

#[test]
fn a_duration_is_a_number_or_a_text_with_units() {
    for value in [
        "-1",
        "-0.5",
        "nan",
        "inf",
        "1e300",
        "18446744074",
        "1e-12",
        "true",
        "[]",
        "{}",
    ] {
        let shown = match value {
            "nan" => "NaN",
            other => other,
        };
        for key in [
            "initial_delay",
            "max_delay",
            "min_delay",
            "increment",
            "throttled_delay",
            "max_retry_after",
        ] {
            assert_eq!(
                error(&toml(&format!("[\"deploy.*\"]\n{key} = {value}"))),
                format!("retry.toml: \"deploy.*\": {key} = {shown}: {DURATION}")
            );
        }
    }
}

/// As the attribute says it.
#[test]
fn a_text_that_is_no_duration_is_told_why_and_what_to_write() {
    let number = |at| {
        format!(
            "expected a number at `{at}`: a duration is a number and a unit, once or several times; write \
             `\"1.5s\"` or `\"2m30s\"`"
        )
    };
    let text = ToOwned::to_owned;
    for (value, message) in [
        (
            "5",
            text(
                "`5` needs a unit: it could be seconds or milliseconds; write `\"5s\"` or `\"5ms\"`",
            ),
        ),
        (
            "5min",
            text(
                "`min` is no unit of time: the units are `ns`, `us`, `ms`, `s`, `m`, `h` and `d`; write \
                 `\"5m\"`",
            ),
        ),
        (
            "",
            text("a duration cannot be empty; write a number and a unit, such as `\"1s\"`"),
        ),
        (
            "-5s",
            text("a duration cannot be negative; write `\"0s\"` for none at all"),
        ),
        ("soon", number("soon")),
        ("inf", number("inf")),
        ("5 s s", number("s")),
        (
            "1s 2m",
            text(
                "`m` stands after a unit that is not longer: units go from long to short, each once; write \
                 `\"2m30s\"`",
            ),
        ),
        (
            "1.s",
            text("`1.` is no number; write digits such as `1` or `1.5`"),
        ),
        (
            ".5s",
            text("`.5` is no number; write digits such as `1` or `1.5`"),
        ),
        (
            "0.1ns",
            text(
                "`0.1ns` is not a whole number of nanoseconds, the smallest unit; write fewer decimals",
            ),
        ),
        (
            "213504d",
            text(
                "`213504d` is too long: the longest duration is `213503d23h34m33s709ms551us615ns`, about \
                 584 years",
            ),
        ),
    ] {
        assert_setting(&format!("max_delay = \"{value}\""), &message);
        assert_setting(&format!("backoff = [\"1s\", \"{value}\"]"), &message);
    }
}

#[test]
fn a_long_text_that_is_no_duration_is_not_repeated() {
    let long = "long ".repeat(1000);
    let message = error(&toml(&format!("[\"deploy.*\"]\nmax_delay = \"{long}\"")));
    assert!(message.ends_with(DURATION), "{message}");
    assert!(message.len() < 300, "{message}");
}

#[test]
fn max_elapsed_is_a_duration_above_zero() {
    for value in ["0", "\"0s\""] {
        assert_setting(
            &format!("max_elapsed = {value}"),
            "must be a duration above zero, as a number of seconds or a text with units such as \
             \"2m30s\"",
        );
    }
}

#[test]
fn backoff_is_a_rule_or_a_list_of_durations() {
    for value in ["\"quadratic\"", "5", "true", "[]", "[1, -1]"] {
        assert_setting(&format!("backoff = {value}"), BACKOFF);
    }
}

#[test]
fn backoff_in_another_spelling_is_told_what_to_write() {
    assert_setting(
        "backoff = \"constant\"",
        &format!("{BACKOFF}; write \"fixed\""),
    );
    assert_setting("backoff = \"1s\"", &format!("{BACKOFF}; write [\"1s\"]"));
}

#[test]
fn jitter_is_a_kind_or_a_fraction() {
    let jitter = "must be true, false, \"equal\", \"full\", \"none\" or a fraction from 0 to 1";
    for value in ["\"some\"", "25", "-0.5", "[0.5]"] {
        assert_setting(&format!("jitter = {value}"), jitter);
    }
}

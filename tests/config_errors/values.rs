//! Values that a key cannot have.

use crate::{DURATION, assert_setting, error, toml};

#[test]
fn values_out_of_range() {
    let attempts = "must be a number from 1, or \"unlimited\"";
    for value in [
        "0",
        "-3",
        "4294967296",
        "2.5",
        "true",
        "\"many\"",
        "[]",
        "{}",
    ] {
        assert_setting(&format!("max_attempts = {value}"), attempts);
    }
    for (value, instead) in [
        ("\"5\"", "5"),
        ("3.0", "3"),
        ("\"Unlimited\"", "\"unlimited\""),
        ("\"none\"", "\"unlimited\""),
    ] {
        let message = format!("{attempts}; write {instead}");
        assert_setting(&format!("max_attempts = {value}"), &message);
    }
    for value in ["0.5", "-2", "1.1e9", "nan", "inf", "\"fast\"", "true"] {
        let value = if value == "1.1e9" {
            "1100000000.0"
        } else {
            value
        };
        let value = if value == "nan" { "NaN" } else { value };
        let written = value.replace("NaN", "nan");
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
        "\"\"",
        "\"soon\"",
        "\"-5s\"",
        "\"5min\"",
        "\"1s 2m\"",
        "\"1.s\"",
        "\".5s\"",
        "\"0.1ns\"",
        "\"213504d\"",
        "\"inf\"",
        "\"5 s s\"",
        "[]",
        "{}",
    ] {
        let shown = match value {
            "nan" => "NaN",
            "1e300" => "1e300",
            other => other,
        };
        for key in [
            "initial_delay",
            "max_delay",
            "min_delay",
            "increment",
            "throttled_delay",
        ] {
            assert_eq!(
                error(&toml(&format!("[\"deploy.*\"]\n{key} = {value}"))),
                format!("retry.toml: \"deploy.*\": {key} = {shown}: {DURATION}")
            );
        }
    }
    assert_setting(
        "max_delay = \"5\"",
        &format!("{DURATION}; write \"5s\" or \"5ms\""),
    );
    for value in ["0", "\"0s\"", "\"soon\""] {
        assert_setting(
            &format!("max_elapsed = {value}"),
            "must be a duration above zero, as a number of seconds or a text with units such as \
             \"2m30s\"",
        );
    }
}

#[test]
fn strategies_and_jitter() {
    let backoff = "must be \"fixed\", \"linear\", \"exponential\", \"fibonacci\", \
                   \"decorrelated\" or a list of durations";
    for value in [
        "\"quadratic\"",
        "5",
        "true",
        "[]",
        "[\"1s\", \"soon\"]",
        "[1, -1]",
    ] {
        assert_setting(&format!("backoff = {value}"), backoff);
    }
    assert_setting(
        "backoff = \"constant\"",
        &format!("{backoff}; write \"fixed\""),
    );
    assert_setting("backoff = \"1s\"", &format!("{backoff}; write [\"1s\"]"));
    assert_setting(
        "backoff = [\"5\"]",
        &format!("{backoff}; write \"5s\" or \"5ms\""),
    );
    let jitter = "must be true, false, \"equal\", \"full\", \"none\" or a fraction from 0 to 1";
    for value in ["\"some\"", "25", "-0.5", "[0.5]"] {
        assert_setting(&format!("jitter = {value}"), jitter);
    }
}

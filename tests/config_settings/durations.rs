use std::error::Error;
use std::time::Duration;

use reattempt::config::{DurationError, parse_duration};

#[test]
fn a_duration_is_read_as_in_the_attribute() {
    for (text, expected) in [
        ("500ms", Duration::from_millis(500)),
        ("1.5s", Duration::from_millis(1500)),
        (" 2m30s ", Duration::from_secs(150)),
        ("1d", Duration::from_secs(86_400)),
        ("0s", Duration::ZERO),
    ] {
        assert_eq!(parse_duration(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_duration_is_told_by_fields() {
    let owned = str::to_owned;
    for (text, expected) in [
        ("", DurationError::Empty),
        ("-1s", DurationError::Negative),
        ("5", DurationError::NoUnit { number: owned("5") }),
        (
            "5 minutes",
            DurationError::UnknownUnit {
                number: owned("5"),
                unit: owned("minutes"),
                meant: Some("m"),
            },
        ),
        ("1s1m", DurationError::UnitOrder { unit: owned("m") }),
    ] {
        assert_eq!(parse_duration(text), Err(expected), "{text}");
    }
    let error: Box<dyn Error> = parse_duration("5").unwrap_err().into();
    assert!(error.to_string().contains("needs a unit"), "{error}");
}

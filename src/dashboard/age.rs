//! Times as people say them.

use core::time::Duration;

/// How long ago something was, in the largest unit.
pub(super) fn ago(age: Duration) -> String {
    match age.as_secs() {
        0 => "just now".to_owned(),
        1..60 => format!("{} s ago", age.as_secs()),
        secs @ 60..3600 => format!("{} min ago", secs / 60),
        secs @ 3600..86400 => format!("{} h ago", secs / 3600),
        secs => format!("{} d ago", secs / 86400),
    }
}

/// A delay, rounded.
pub(super) fn delay(delay: Duration) -> String {
    match delay.as_secs_f64() {
        secs if secs < 1.0 => format!("{:.0} ms", secs * 1000.0),
        secs => format!("{secs:.2} s"),
    }
}

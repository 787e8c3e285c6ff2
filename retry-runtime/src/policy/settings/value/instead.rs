//! What was most likely meant by a value that is wrong.

use super::guards::MOST_CALLS;
use super::node::Node;
use super::{Wrong, duration, words};
use crate::policy::settings::LogLevel;
use crate::policy::settings::key::Key;
use crate::text::foreign_names::ENDLESS;

const MOST_ATTEMPTS: f64 = 4_294_967_294.0;

pub(super) fn instead(key: Key, node: &Node) -> Option<String> {
    let text = match (key, node) {
        (Key::MaxAttempts, Node::Null) => return Some("\"unlimited\"".to_owned()),
        (Key::MaxAttempts, node) if node.number().is_some_and(|count| count > MOST_ATTEMPTS) => {
            return Some("\"unlimited\", or 4294967294 at most".to_owned());
        }
        (_, Node::Text(text)) => text.trim().to_lowercase(),
        _ => return None,
    };
    let quoted = |name: &str| Some(format!("\"{name}\""));
    match (key, text.as_str()) {
        (Key::Enabled | Key::Jitter, "true" | "false") => Some(text),
        (Key::Log, "none" | "never" | "false") => quoted("off"),
        (Key::Log, "warning" | "error") => quoted("warn"),
        (Key::Log, "trace") => quoted("debug"),
        (Key::BreakerForce, word) if words::force(word).is_some() => quoted(word),
        (Key::Nested, word) if words::nested(word).is_some() => quoted(word),
        (Key::Jitter, word) if words::jitter(word).is_some() => quoted(word),
        (Key::Backoff, word) if words::strategy(word).is_some() => quoted(word),
        (Key::BreakerForce, "half_open" | "false" | "none" | "off") => quoted("auto"),
        (Key::BreakerForce, "forced_open" | "force_open") => quoted("open"),
        (Key::BreakerForce, "forced_closed" | "force_closed" | "close") => quoted("closed"),
        (Key::Nested, "none" | "false" | "off" | "once") => quoted("suppress"),
        (Key::Log, word) => LogLevel::named(word).map(LogLevel::as_str).and_then(quoted),
        (Key::MaxAttempts, word) if word == "unlimited" || ENDLESS.contains(&word) => {
            quoted("unlimited")
        }
        (Key::MaxAttempts, _) if text.parse::<u32>().is_ok_and(|count| count > 0) => Some(text),
        (Key::Factor, _) if text.parse::<f64>().is_ok_and(|factor| factor >= 1.0) => Some(text),
        (Key::RetryableErrors | Key::NonRetryableErrors, _) => match node {
            Node::Text(name) if !name.is_empty() => Some(format!("[{name:?}]")),
            _ => None,
        },
        (Key::Backoff, _) if duration::parse(&text).is_ok() => Some(format!("[\"{text}\"]")),
        (Key::Backoff, word) => words::foreign_strategy(word).and_then(quoted),
        _ => None,
    }
}

/// What is said of a window that is a number of calls in quotes; `None` if it is none.
pub(super) fn window(key: Key, node: &Node) -> Option<Wrong> {
    let Node::Text(text) = node else {
        return None;
    };
    let text = text.trim();
    let calls = text.strip_suffix("calls").or(text.strip_suffix("call"));
    let number: u32 = calls.unwrap_or(text).trim().parse().ok()?;
    let of_calls = (1..=MOST_CALLS)
        .contains(&number)
        .then(|| number.to_string());
    let instead = match (of_calls, calls) {
        (of_calls, Some(_)) => of_calls,
        (Some(of_calls), None) => Some(format!(
            "{of_calls} for calls, \"{number}s\" or \"{number}ms\" for a time"
        )),
        (None, None) => Some(format!("\"{number}s\" or \"{number}ms\"")),
    };
    Some(Wrong::Invalid {
        allowed: key.allowed(),
        instead,
    })
}

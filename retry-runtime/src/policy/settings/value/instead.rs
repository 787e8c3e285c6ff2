//! What was most likely meant by a value that is wrong.

use super::node::Node;
use super::{duration, guards, words};
use crate::policy::settings::LogLevel;
use crate::policy::settings::key::Key;
use crate::text::foreign_names::ENDLESS;

pub(super) fn instead(key: Key, node: &Node) -> Option<String> {
    let text = match (key, node) {
        (Key::MaxAttempts, Node::Null) => return Some("\"unlimited\"".to_owned()),
        (Key::MaxAttempts, node) if is_beyond_a_count(node) => {
            return Some("\"unlimited\"".to_owned());
        }
        (Key::MaxAttempts, Node::Float(float)) if *float >= 1.0 && float.fract() == 0.0 => {
            return Some(float.to_string());
        }
        (_, Node::Text(text)) => text.trim().to_lowercase(),
        _ => return None,
    };
    let quoted = |name| Some(format!("\"{name}\""));
    match (key, text.as_str()) {
        (Key::Enabled | Key::Jitter, "true" | "false") => Some(text),
        (Key::Log, "none" | "never" | "false") => quoted("off"),
        (Key::Log, "warning" | "error") => quoted("warn"),
        (Key::Log, "trace") => quoted("debug"),
        (Key::BreakerForce, "half_open" | "false" | "none" | "off") => quoted("auto"),
        (Key::BreakerForce, "forced_open" | "force_open") => quoted("open"),
        (Key::BreakerForce, "forced_closed" | "force_closed" | "close") => quoted("closed"),
        (Key::Nested, "none" | "false" | "off" | "once") => quoted("suppress"),
        (Key::Log, word) => LogLevel::named(word).map(LogLevel::as_str).and_then(quoted),
        (Key::MaxAttempts, word) if word == "unlimited" || ENDLESS.contains(&word) => {
            quoted("unlimited")
        }
        (Key::BreakerWindow, text) => guards::calls(text).map(str::to_owned),
        (Key::MaxAttempts, _) if text.parse::<u32>().is_ok_and(|count| count > 0) => Some(text),
        (Key::Factor, _) if text.parse::<f64>().is_ok_and(|factor| factor >= 1.0) => Some(text),
        (Key::RetryableErrors | Key::NonRetryableErrors, _) => match node {
            Node::Text(name) if !name.is_empty() => Some(format!("[{name:?}]")),
            _ => None,
        },
        (Key::Backoff, _) if duration::parse(&text).is_ok() => Some(format!("[\"{text}\"]")),
        (Key::Backoff, word) if words::strategy(word).is_some() => quoted(word),
        (Key::Backoff, word) => words::foreign_strategy(word).and_then(quoted),
        (Key::Jitter, word) if words::jitter(word).is_some() => quoted(word),
        (Key::Jitter, _)
            if text
                .parse::<f64>()
                .is_ok_and(|part| (0.0..=1.0).contains(&part)) =>
        {
            Some(text)
        }
        _ => None,
    }
}

/// Whether it is a number, and larger than any that can be counted.
fn is_beyond_a_count(node: &Node) -> bool {
    node.number()
        .is_some_and(|number| number > f64::from(u32::MAX))
}

//! From what was written to a value within its range.

use core::time::Duration;
use std::sync::Arc;

use super::instead::instead;
use super::node::Node;
use super::{MOST_DELAYS, MOST_NAMES, Value, Wrong, duration, guards, words};
use crate::policy::delay::factor::Factor;
use crate::policy::delay::jitter::Jitter;
use crate::policy::settings::LogLevel;
use crate::policy::settings::key::{Key, Meaning};

/// The value that `node` is for `meaning`.
///
/// # Errors
///
/// What it may not be.
pub fn read(meaning: Meaning, node: &Node) -> Result<Value, Wrong> {
    let value = match (meaning.key(), node) {
        (Key::Enabled, Node::Bool(enabled)) => Some(Value::Enabled(*enabled)),
        (Key::MaxAttempts, node) => attempts(meaning, node).map(Value::MaxAttempts),
        (Key::Backoff, Node::List(delays)) => list(delays)?.map(Value::Delays),
        (Key::Backoff, Node::Text(name)) => words::strategy(name).map(Value::Backoff),
        (Key::Factor, node) => factor(node).map(Value::Factor),
        (Key::Jitter, node) => jitter(node),
        (Key::RetryableErrors | Key::NonRetryableErrors, node) => names(node),
        (Key::Log, Node::Text(word)) => LogLevel::named(word).map(Value::Log),
        (Key::Nested, Node::Text(word)) => words::nested(word).map(Value::Nested),
        (Key::Enabled | Key::Backoff | Key::Log | Key::Nested, _) => None,
        (key, node) if guards::is_no_duration(key) => guards::read(key, node)?,
        (key, node) => {
            let duration = duration::read(node, key.allowed())?;
            let is_limit = matches!(
                key,
                Key::MaxElapsed
                    | Key::AttemptTimeout
                    | Key::BreakerSlowCallDurationThreshold
                    | Key::BreakerLease
            );
            let none_at_all = is_limit && duration.is_zero();
            (!none_at_all).then_some(Value::Duration(duration))
        }
    };
    value.ok_or_else(|| Wrong::Invalid {
        allowed: meaning.allowed(),
        instead: instead(meaning.key(), node),
    })
}

/// The same for a variable or flag, which are text. A list is separated by commas there; each delay has its
/// unit, because to many readers `1,5s` is one delay.
///
/// # Errors
///
/// What it may not be.
pub fn read_plain(meaning: Meaning, text: &str) -> Result<Value, Wrong> {
    let text = text.trim();
    let node = match meaning.key() {
        Key::Backoff if text.starts_with(|first: char| first.is_ascii_digit()) => {
            let delays = text.split(',');
            Node::List(
                delays
                    .map(|delay| Node::Text(delay.trim().to_owned()))
                    .collect(),
            )
        }
        Key::RetryableErrors | Key::NonRetryableErrors => {
            let names = text
                .split(',')
                .map(|name| Node::Text(name.trim().to_owned()));
            Node::List(names.collect())
        }
        _ => Node::from_plain(text),
    };
    read(meaning, &node)
}

fn attempts(meaning: Meaning, node: &Node) -> Option<u32> {
    let count = match node {
        Node::Text(text) if text == "unlimited" => return Some(u32::MAX),
        node => u32::try_from(node.whole()?).ok()?,
    };
    match meaning {
        Meaning::Retries => Some(count.saturating_add(1)),
        Meaning::Key(_) => Some(count).filter(|count| *count > 0),
    }
}

fn list(delays: &[Node]) -> Result<Option<Arc<[Duration]>>, Wrong> {
    if delays.len() > MOST_DELAYS {
        return Err(Wrong::TooManyDelays {
            count: delays.len(),
            most: MOST_DELAYS,
        });
    }
    let delays = delays
        .iter()
        .map(|delay| duration::read(delay, Key::Backoff.allowed()))
        .collect::<Result<Arc<[Duration]>, _>>()?;
    Ok(Some(delays).filter(|delays| !delays.is_empty()))
}

fn factor(node: &Node) -> Option<f64> {
    node.number().and_then(Factor::new).map(Factor::get)
}

fn jitter(node: &Node) -> Option<Value> {
    let jitter = match node {
        Node::Bool(true) => return Some(Value::Jitter(None)),
        Node::Bool(false) => Jitter::None,
        Node::Text(word) => words::jitter(word)?,
        node => {
            let fraction = node
                .number()
                .filter(|fraction| (0.0..=1.0).contains(fraction))?;
            Jitter::fraction(fraction)
        }
    };
    Some(Value::Jitter(Some(jitter)))
}

fn names(node: &Node) -> Option<Value> {
    let Node::List(names) = node else {
        return None;
    };
    let name = |node: &Node| match node {
        Node::Text(name) if !name.is_empty() => Some(name.clone()),
        _ => None,
    };
    let names: Arc<[String]> = names.iter().map(name).collect::<Option<_>>()?;
    (names.len() <= MOST_NAMES).then_some(Value::Names(names))
}

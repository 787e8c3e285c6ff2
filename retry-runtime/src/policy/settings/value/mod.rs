//! What the value of a setting may be: from what was written to a value within its range. Uses the keys and
//! the kinds of problems.

pub(super) mod duration;
mod guards;
pub mod node;
pub mod words;
mod wrong;

use core::time::Duration;
use std::sync::Arc;

#[cfg(feature = "schemars-1")]
pub(super) use self::guards::{MOST_CALLS, MOST_TOKENS};
use self::node::Node;
pub use self::wrong::Wrong;
use super::LogLevel;
use super::key::{Key, Meaning};
use crate::policy::Policy;
use crate::policy::delay::factor::Factor;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;
use crate::policy::guard_numbers::{BreakerForce, GuardNumbers, WrittenWindow};
use crate::policy::nested::Nested;
use crate::policy::overrides::Overrides;
use crate::text::foreign_names::ENDLESS;
use crate::text::parse_duration::show;

/// The most delays in a list.
pub(super) const MOST_DELAYS: usize = 1_000;

/// The most names of errors in a list.
pub(super) const MOST_NAMES: usize = 100;

/// Within its range.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Enabled(bool),
    /// [`u32::MAX`] is unlimited.
    MaxAttempts(u32),
    Backoff(Strategy),
    Delays(Arc<[Duration]>),
    Duration(Duration),
    /// To the millionth, as a policy keeps it.
    Factor(f64),
    /// `None` is that of the function.
    Jitter(Option<Jitter>),
    /// Of errors.
    Names(Arc<[String]>),
    Log(LogLevel),
    Nested(Nested),
    /// A whole number of a guard's.
    Count(u32),
    /// A number of tokens, a rate or a factor of a guard's.
    Number(f64),
    Window(WrittenWindow),
    Force(BreakerForce),
}

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
            let duration = duration(node, key.allowed())?;
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
    value.ok_or_else(|| invalid(meaning.allowed(), instead(meaning.key(), node)))
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

impl Value {
    /// As a file has it: what [`read`] reads as this value.
    pub fn to_node(&self) -> Node {
        let text = |duration: Duration| Node::Text(show(duration));
        match self {
            Self::Enabled(enabled) => Node::Bool(*enabled),
            Self::MaxAttempts(u32::MAX) => Node::Text("unlimited".to_owned()),
            Self::MaxAttempts(attempts) => Node::Integer((*attempts).into()),
            Self::Backoff(strategy) => Node::Text(words::describe(*strategy).to_owned()),
            Self::Delays(delays) => Node::List(delays.iter().copied().map(text).collect()),
            Self::Log(level) => Node::Text(level.to_string()),
            Self::Nested(nested) => Node::Text(nested.as_str().to_owned()),
            Self::Force(force) => Node::Text(force.as_str().to_owned()),
            Self::Count(count) | Self::Window(WrittenWindow::Calls(count)) => {
                Node::Integer((*count).into())
            }
            Self::Number(number) => Node::Float(*number),
            Self::Window(WrittenWindow::Time(time)) => text(*time),
            Self::Names(names) => Node::List(names.iter().cloned().map(Node::Text).collect()),
            Self::Duration(duration) => text(*duration),
            Self::Factor(factor) => Node::Float(*factor),
            Self::Jitter(None) => Node::Bool(true),
            Self::Jitter(Some(Jitter::Fraction(fraction))) => Node::Float(fraction.get()),
            Self::Jitter(Some(named)) => {
                Node::Text(words::of_jitter(*named).unwrap_or_default().to_owned())
            }
        }
    }

    /// The ceiling of `policy` that it is above, if it is the value of `key`.
    pub fn exceeded(&self, key: Key, policy: &Policy) -> Option<String> {
        let longest = policy.config_max_delay().unwrap_or(Duration::MAX);
        let exceeds = match self {
            Self::MaxAttempts(attempts) => {
                let ceiling = policy.config_max_attempts()?;
                return (*attempts > ceiling).then(|| ceiling.to_string());
            }
            Self::Delays(delays) => delays.iter().any(|delay| *delay > longest),
            Self::Duration(delay) => {
                let is_a_delay =
                    !matches!(key, Key::MaxElapsed | Key::Increment | Key::AttemptTimeout)
                        && key.guard().is_none();
                is_a_delay && *delay > longest
            }
            _ => false,
        };
        exceeds.then(|| format!("{longest:?}"))
    }

    /// Puts it where the runtime keeps what `key` sets; of a list of delays its [stand-in](stand_in). Names and
    /// the numbers of guards are kept apart.
    pub fn set(&self, key: Key, overrides: &mut Overrides) {
        if key.guard().is_some() {
            return;
        }
        match (key, self.clone()) {
            (_, Self::Delays(delays)) => {
                overrides.backoff = Some(Strategy::Schedule(stand_in(&delays)));
            }
            (_, Self::Nested(nested)) => overrides.nested = Some(nested),
            (
                _,
                Self::Names(_)
                | Self::Count(_)
                | Self::Number(_)
                | Self::Window(_)
                | Self::Force(_),
            ) => {}
            (_, Self::Enabled(enabled)) => overrides.enabled = Some(enabled),
            (_, Self::MaxAttempts(attempts)) => overrides.max_attempts = Some(attempts),
            (_, Self::Backoff(strategy)) => overrides.backoff = Some(strategy),
            (_, Self::Factor(factor)) => overrides.factor = Some(factor),
            (_, Self::Jitter(jitter)) => overrides.jitter = jitter,
            (_, Self::Log(level)) => overrides.log = Some(level),
            (Key::AttemptTimeout, Self::Duration(limit)) => overrides.attempt_timeout = Some(limit),
            (Key::InitialDelay, Self::Duration(delay)) => overrides.initial_delay = Some(delay),
            (Key::MaxDelay, Self::Duration(delay)) => overrides.max_delay = Some(delay),
            (Key::MinDelay, Self::Duration(delay)) => overrides.min_delay = Some(delay),
            (Key::Increment, Self::Duration(delay)) => overrides.increment = Some(delay),
            (Key::ThrottledDelay, Self::Duration(delay)) => overrides.throttled_delay = Some(delay),
            (Key::MaxRetryAfter, Self::Duration(delay)) => overrides.max_retry_after = Some(delay),
            (_, Self::Duration(limit)) => overrides.max_elapsed = Some(limit),
        }
    }
}

impl Value {
    /// Puts it where the runtime keeps what `key` sets of a guard.
    pub fn set_guard(&self, key: Key, numbers: &mut GuardNumbers) {
        if key.guard().is_some() {
            guards::set(self, key, numbers);
        }
    }
}

fn attempts(meaning: Meaning, node: &Node) -> Option<u32> {
    let count = match node {
        Node::Text(text) if text == "unlimited" => return Some(u32::MAX),
        Node::Integer(count) => u32::try_from(*count).ok()?,
        _ => return None,
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
        .map(|delay| duration(delay, Key::Backoff.allowed()))
        .collect::<Result<Arc<[Duration]>, _>>()?;
    Ok(Some(delays).filter(|delays| !delays.is_empty()))
}

/// A list to check a policy with, which borrows its list for ever, before that is kept. All that the rules ask
/// of one whose delays are below the cap is whether the last one, which repeats, is zero.
pub fn stand_in(delays: &[Duration]) -> &'static [Duration] {
    const SHORTEST: Duration = Duration::from_nanos(1);
    match delays.last() {
        Some(last) if last.is_zero() => const { &[Duration::ZERO] },
        _ => const { &[SHORTEST] },
    }
}

fn factor(node: &Node) -> Option<f64> {
    number(node).and_then(Factor::new).map(Factor::get)
}

fn jitter(node: &Node) -> Option<Value> {
    let jitter = match node {
        Node::Bool(true) => return Some(Value::Jitter(None)),
        Node::Bool(false) => Jitter::None,
        Node::Text(word) => words::jitter(word)?,
        node => {
            let fraction = number(node).filter(|fraction| (0.0..=1.0).contains(fraction))?;
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

/// A number is seconds, a text has its unit.
pub(super) fn duration(node: &Node, allowed: &'static str) -> Result<Duration, Wrong> {
    match node {
        Node::Text(text) => {
            duration::parse(text).map_err(|error| match duration::reason(text, &error) {
                Some(reason) => Wrong::NoDuration { reason },
                None => invalid(allowed, None),
            })
        }
        node => number(node)
            .and_then(duration::from_secs)
            .ok_or_else(|| invalid(allowed, None)),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "far beyond any range where it matters"
)]
fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Integer(integer) => Some(*integer as f64),
        Node::Float(float) => Some(*float),
        _ => None,
    }
}

fn invalid(allowed: &'static str, instead: Option<String>) -> Wrong {
    Wrong::Invalid { allowed, instead }
}

/// What was most likely meant.
fn instead(key: Key, node: &Node) -> Option<String> {
    let text = match (key, node) {
        (Key::MaxAttempts, Node::Null) => return Some("\"unlimited\"".to_owned()),
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

//! What the value of a setting may be, how it is read and how it is written. Uses the keys and the kinds of
//! problems.

pub(super) mod duration;
mod guards;
mod instead;
pub mod node;
mod read;
pub mod words;
mod wrong;

use core::time::Duration;
use std::sync::Arc;

#[cfg(feature = "schemars-1")]
pub(super) use self::guards::{MILLIONTH, MOST_CALLS, MOST_TOKENS};
use self::node::Node;
pub use self::read::{read, read_plain};
pub use self::wrong::Wrong;
use super::LogLevel;
use super::key::Key;
use crate::policy::Policy;
use crate::policy::delay::jitter::Jitter;
use crate::policy::delay::strategy::Strategy;
use crate::policy::guard_numbers::{BreakerForce, GuardNumbers, WrittenWindow};
use crate::policy::nested::Nested;
use crate::policy::overrides::Overrides;
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

    /// Puts it where the runtime keeps what `key` sets of a guard.
    pub fn set_guard(&self, key: Key, numbers: &mut GuardNumbers) {
        if key.guard().is_some() {
            guards::set(self, key, numbers);
        }
    }
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

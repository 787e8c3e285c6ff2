//! The attempt under way, as the body sees it.

use crate::machine::Instant;
#[cfg(feature = "getrandom")]
use core::fmt;
#[cfg(feature = "std")]
use core::time::Duration;
#[cfg(feature = "getrandom")]
use std::sync::OnceLock;

use crate::call::Call;
use crate::call::history::History;
#[cfg(feature = "std")]
use crate::call::history::elapsed;
use crate::error::class::Class;
use crate::scope;
use crate::scope::enclosing::EnclosingCall;
#[cfg(feature = "std")]
use crate::scope::time;

/// The current attempt. With the option `attempt = name` it is a variable in the body.
///
/// Its idempotency key, `key()`, needs the feature `getrandom`.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    number: u32,
    max: Option<u32>,
    last_class: Option<Class>,
    last_kind: Option<&'static str>,
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "there is no clock"))]
    started: Option<Instant>,
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "there is no clock"))]
    deadline: Option<Instant>,
    #[cfg_attr(
        not(feature = "getrandom"),
        expect(dead_code, reason = "nothing draws a key")
    )]
    key: Key<'a>,
}

impl Attempt<'_> {
    /// The number of this attempt, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many attempts the policy allows; `None` if unlimited.
    pub fn max(&self) -> Option<u32> {
        self.max
    }

    /// Whether this is the first attempt.
    pub fn is_first(&self) -> bool {
        self.number == 1
    }

    /// Whether the policy allows no further attempt.
    pub fn is_last(&self) -> bool {
        self.max.is_some_and(|max| self.number >= max)
    }

    /// The class of the error that ended the attempt before; `None` in the first.
    pub fn last_class(&self) -> Option<Class> {
        self.last_class
    }

    /// The [kind](crate::Classify::kind) of the error that ended the attempt before; `None` in the first.
    pub fn last_kind(&self) -> Option<&'static str> {
        self.last_kind
    }
}

/// What needs a clock, or the randomness of the system.
#[cfg(feature = "std")]
impl Attempt<'_> {
    /// Time since the start of the call, delays included.
    pub fn elapsed(&self) -> Duration {
        elapsed(self.started)
    }

    /// When the time limit of this call ends: its `max_elapsed`, or that of a call around it with `nested =
    /// "bounded"`. `None` if there is no limit. The body can pass it on, for example as the deadline of a request.
    /// `attempt_timeout` is not included.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Time left until the [deadline](Self::deadline); zero after it.
    pub fn remaining(&self) -> Option<Duration> {
        let deadline = self.deadline?;
        Some(time::until(deadline))
    }

    /// An idempotency key, by which the server recognises a repeated request: the same in all attempts of a call,
    /// and different in each call. It is drawn at its first use, from the system's source of randomness (feature
    /// `getrandom`).
    ///
    /// # Panics
    ///
    /// If the system cannot give random numbers, which almost never happens. With a key that is not unique the
    /// server could mistake one request for another.
    #[cfg(feature = "getrandom")]
    pub fn key(&self) -> AttemptKey {
        match self.key {
            Key::Lazy(key) => *key.0.get_or_init(AttemptKey::draw),
            Key::Drawn(key) => key,
        }
    }
}

/// An idempotency key: 128 random bits, shown as 32 hexadecimal digits (feature `getrandom`).
#[cfg(feature = "getrandom")]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttemptKey(u128);

#[cfg(feature = "getrandom")]
impl AttemptKey {
    fn draw() -> Self {
        let mut bytes = [0; 16];
        if let Err(error) = getrandom::fill(&mut bytes) {
            panic!("no randomness for an idempotency key: {error}");
        }
        Self(u128::from_ne_bytes(bytes))
    }

    /// The key as a number.
    pub const fn as_u128(self) -> u128 {
        self.0
    }
}

#[cfg(feature = "getrandom")]
impl fmt::Display for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

#[cfg(feature = "getrandom")]
impl fmt::Debug for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AttemptKey({self})")
    }
}

/// The key of a call, as an attempt has it.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// Drawn when it is asked for, if it is.
    Lazy(&'a LazyKey),
    /// Drawn before the first attempt.
    #[cfg(feature = "getrandom")]
    Drawn(AttemptKey),
}

#[cfg(feature = "std")]
impl Key<'static> {
    /// A key that lives for ever; nothing where none can be drawn.
    pub(crate) fn drawn() -> Self {
        #[cfg(feature = "getrandom")]
        return Self::Drawn(AttemptKey::draw());
        #[cfg(not(feature = "getrandom"))]
        {
            static NONE: LazyKey = LazyKey::new();
            Self::Lazy(&NONE)
        }
    }
}

impl<'a> From<&'a LazyKey> for Key<'a> {
    fn from(key: &'a LazyKey) -> Self {
        Self::Lazy(key)
    }
}

/// Where the key of a call is kept once it has been asked for; nothing where none can be.
#[derive(Debug, Default)]
pub struct LazyKey(#[cfg(feature = "getrandom")] OnceLock<AttemptKey>);

impl LazyKey {
    /// A key not asked for yet.
    pub const fn new() -> Self {
        Self(
            #[cfg(feature = "getrandom")]
            OnceLock::new(),
        )
    }
}

/// The attempt that begins now.
pub fn attempt<'a>(history: History<'_>, call: &Call<'_>, key: impl Into<Key<'a>>) -> Attempt<'a> {
    Attempt {
        number: history.next_attempt(),
        max: history.policy(call).max_attempts(),
        last_class: history.0.map(|retried| retried.last_class),
        last_kind: history.0.map(|retried| retried.last_kind),
        started: call.started,
        deadline: deadline(history, call),
        key: key.into(),
    }
}

/// The earlier end of the call's own time and that of a call around it.
fn deadline(history: History<'_>, call: &Call<'_>) -> Option<Instant> {
    let outer = match scope::enclosing() {
        Some(EnclosingCall::EndsAt(end)) => Some(end),
        Some(EnclosingCall::Suppresses) | None => None,
    };
    history.end(call).into_iter().chain(outer).min()
}

#[cfg(all(test, feature = "getrandom"))]
mod tests {
    use super::*;

    #[test]
    fn keys_differ_in_both_halves() {
        let keys: Vec<_> = (0..1000).map(|_| AttemptKey::draw().as_u128()).collect();
        let halves = keys
            .iter()
            .flat_map(|key| [key >> 64, key & u128::from(u64::MAX)]);
        let different: std::collections::HashSet<_> = halves.collect();
        assert_eq!(different.len(), 2000);
    }

    #[test]
    fn a_key_is_drawn_once() {
        let key = LazyKey::new();
        let drawn = *key.0.get_or_init(AttemptKey::draw);
        assert_eq!(*key.0.get_or_init(AttemptKey::draw), drawn);
        assert_eq!(drawn.to_string().len(), 32);
    }
}

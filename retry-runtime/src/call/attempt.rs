//! The attempt under way, as the body sees it.

use core::fmt;
use core::time::Duration;
use std::sync::OnceLock;
use std::time::Instant;

use crate::call::Call;
use crate::call::history::{History, elapsed};
use crate::error::class::Class;
use crate::policy::delay::random::idempotency_key;

/// The attempt under way; bound by `attempt = name` on the attribute.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    number: u32,
    max: Option<u32>,
    last_class: Option<Class>,
    started: Option<Instant>,
    key: &'a LazyKey,
}

impl Attempt<'_> {
    /// Which attempt this is, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How many attempts the policy allows; `None` if it is unlimited.
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

    /// Time since the call, waits included.
    pub fn elapsed(&self) -> Duration {
        elapsed(self.started)
    }

    /// A key for the other side to know a repeated request by: the same in all attempts of one
    /// call, different between calls. It is drawn when first asked for.
    pub fn key(&self) -> AttemptKey {
        *self.key.0.get_or_init(|| AttemptKey(idempotency_key()))
    }
}

/// An idempotency key: 128 bits, shown as 32 hexadecimal digits.
///
/// It is unique, not secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AttemptKey(u128);

impl AttemptKey {
    /// The key as a number.
    pub const fn as_u128(self) -> u128 {
        self.0
    }
}

impl fmt::Display for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for AttemptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AttemptKey({self})")
    }
}

/// Where the key of a call is kept once it has been asked for.
#[derive(Debug, Default)]
pub struct LazyKey(OnceLock<AttemptKey>);

impl LazyKey {
    /// A key not asked for yet.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }
}

/// The attempt that begins now.
pub fn attempt<'a>(history: History<'_>, call: &Call<'_>, key: &'a LazyKey) -> Attempt<'a> {
    Attempt {
        number: history.next_attempt(),
        max: history.policy(call).max_attempts(),
        last_class: history.0.map(|retried| retried.last_class),
        started: call.started,
        key,
    }
}

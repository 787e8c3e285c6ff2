//! A policy of literals, whose numbers are finished here: nothing is left to compute for the compiler.

use super::rules::defaults;
use crate::args::{Attempts, Backoff, Jitter, RetryArgs, Strategy, Value};
use core::time::Duration;

/// The parts of a policy of which no other part says anything.
pub(crate) struct LiteralPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) strategy: Strategy,
    /// Nanoseconds.
    pub(crate) initial_delay: u64,
    /// Nanoseconds.
    pub(crate) max_delay: u64,
    pub(crate) jitter: LiteralJitter,
}

/// A jitter that is no constant of the user's.
#[derive(Clone, Copy)]
pub(crate) enum LiteralJitter {
    Equal,
    Full,
    None,
}

impl LiteralPolicy {
    /// `None` where something else is written, or something that is no literal. The rules have been checked.
    pub(super) fn new(args: &RetryArgs) -> Option<Self> {
        let others = [
            args.policy.is_absent(),
            args.factor.is_absent(),
            args.min_delay.is_absent(),
            args.increment.is_absent(),
            args.throttled_delay.is_absent(),
            args.max_retry_after.is_absent(),
            args.max_elapsed.is_absent(),
            args.config_max_attempts.is_absent(),
            args.config_max_delay.is_absent(),
        ];
        if others.contains(&false) {
            return None;
        }
        let max_attempts = match args.max_attempts.value() {
            None => defaults::MAX_ATTEMPTS,
            Some(Attempts::Count(Value::Literal { value, .. })) => *value,
            Some(Attempts::Count(Value::Expr(_)) | Attempts::Unlimited) => return None,
        };
        let strategy = match args.backoff.value() {
            None => Strategy::Exponential,
            Some(Backoff::Named(strategy, _)) => *strategy,
            Some(_) => return None,
        };
        let jitter = match args.jitter.value() {
            // Random by itself.
            None if strategy == Strategy::Decorrelated => LiteralJitter::None,
            None | Some(Jitter::Equal) => LiteralJitter::Equal,
            Some(Jitter::Full) => LiteralJitter::Full,
            Some(Jitter::None) => LiteralJitter::None,
            Some(Jitter::Fraction(_)) => return None,
        };
        Some(Self {
            max_attempts,
            strategy,
            initial_delay: nanos(args.initial_delay.value(), defaults::INITIAL_DELAY)?,
            max_delay: nanos(args.max_delay.value(), defaults::MAX_DELAY)?,
            jitter,
        })
    }
}

fn nanos(delay: Option<&Value<Duration>>, default: Duration) -> Option<u64> {
    let delay = match delay {
        None => default,
        Some(Value::Literal { value, .. }) => *value,
        Some(Value::Expr(_)) => return None,
    };
    // Longer ones are cut by the runtime.
    u64::try_from(delay.as_nanos()).ok()
}

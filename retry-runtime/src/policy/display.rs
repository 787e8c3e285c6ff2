//! A policy in words.

use core::fmt;
use core::time::Duration;

use crate::policy::Policy;
use crate::policy::delay::rule::Rule;
use crate::policy::delay::words;
use crate::text::duration::Exact;

/// One line for people, not for programs: its wording may change.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.max_attempts() {
            None => f.write_str("unlimited attempts")?,
            Some(1) => f.write_str("1 attempt")?,
            Some(attempts) => write!(f, "{attempts} attempts")?,
        }
        f.write_str(", ")?;
        self.write_rule(f)?;
        match self.rule {
            Rule::Decorrelated => {}
            _ => write!(f, ", {}", self.jitter)?,
        }
        if self.min_delay > 0 {
            write!(f, ", delays at least {}", Exact(self.min_delay()))?;
        }
        if self.max_retry_after_nanos() != self.default_max_retry_after() {
            write!(f, ", hints up to {}", Exact(self.max_retry_after()))?;
        }
        if let Some(limit) = self.max_elapsed() {
            write!(f, ", at most {} in all", Exact(limit))?;
        }
        Ok(())
    }
}

impl Policy {
    fn write_rule(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Rule::Schedule(delays) = self.rule {
            return write_schedule(delays, self.max_delay(), f);
        }
        f.write_str(words::strategy(self.backoff()).unwrap_or_default())?;
        let first = Exact(self.initial_delay());
        match self.rule {
            Rule::Fixed => return write!(f, " {first}"),
            Rule::Custom(backoff) => write!(f, " {backoff:?}")?,
            _ => write!(f, " from {first}")?,
        }
        if let Some(increment) = self.increment() {
            write!(f, " by {}", Exact(increment))?;
        }
        if let Some(factor) = self.factor() {
            write!(f, " x{factor}")?;
        }
        if self.max_delay < u64::MAX {
            write!(f, " up to {}", Exact(self.max_delay()))?;
        }
        Ok(())
    }
}

fn write_schedule(
    delays: &[Duration],
    max_delay: Duration,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    // A longer schedule is a generated one, which nobody reads in full.
    const SHOWN: usize = 8;
    f.write_str("delays of")?;
    for delay in delays.iter().take(SHOWN) {
        write!(f, " {}", Exact(max_delay.min(*delay)))?;
    }
    match delays {
        [_, .., last] if delays.len() > SHOWN => write!(f, " ... {}", Exact(max_delay.min(*last))),
        _ => Ok(()),
    }
}

/// By its parts, as its getters say them.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("max_attempts", &self.max_attempts())
            .field("backoff", &self.backoff())
            .field("initial_delay", &self.initial_delay())
            .field("factor", &self.factor())
            .field("increment", &self.increment())
            .field("max_delay", &self.max_delay())
            .field("min_delay", &self.min_delay())
            .field("jitter", &self.jitter())
            .field("throttled_delay", &self.throttled_delay())
            .field("max_retry_after", &self.max_retry_after())
            .field("max_elapsed", &self.max_elapsed())
            .field("config_max_attempts", &self.config_max_attempts())
            .field("config_max_delay", &self.config_max_delay())
            .finish()
    }
}

//! A policy in words.

use core::fmt;
use core::time::Duration;

use crate::policy::Policy;
use crate::rule::Rule;

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
        if let Some(limit) = self.max_elapsed() {
            write!(f, ", at most {} in all", Exact(limit))?;
        }
        Ok(())
    }
}

impl Policy {
    fn write_rule(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = Exact(self.initial_delay());
        match self.rule {
            Rule::Fixed => return write!(f, "fixed {first}"),
            Rule::Schedule(delays) => return write_schedule(delays, f),
            Rule::Linear { .. } => {
                let increment = self.increment().unwrap_or_default();
                write!(f, "linear from {first} by {}", Exact(increment))?;
            }
            Rule::Exponential { factor } => {
                write!(f, "exponential from {first} x{}", factor.get())?;
            }
            Rule::Fibonacci => write!(f, "fibonacci from {first}")?,
            Rule::Decorrelated => write!(f, "decorrelated from {first}")?,
            Rule::Custom(backoff) => write!(f, "custom {backoff:?}")?,
        }
        if self.max_delay < u64::MAX {
            write!(f, " up to {}", Exact(self.max_delay()))?;
        }
        Ok(())
    }
}

fn write_schedule(delays: &[Duration], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    // A longer schedule is a generated one, which nobody reads in full.
    const SHOWN: usize = 8;
    f.write_str("delays of")?;
    for delay in delays.iter().take(SHOWN) {
        write!(f, " {}", Exact(*delay))?;
    }
    match delays {
        [_, .., last] if delays.len() > SHOWN => write!(f, " ... {}", Exact(*last)),
        _ => Ok(()),
    }
}

/// Whole minutes and hours by their name, anything else in the standard library's notation.
pub(crate) struct Exact(pub(crate) Duration);

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.as_secs(), self.0.subsec_nanos()) {
            (secs @ 3600.., 0) if secs % 3600 == 0 => write!(f, "{}h", secs / 3600),
            (secs @ 61.., 0) if secs % 60 == 0 => write!(f, "{}m", secs / 60),
            _ => write!(f, "{:?}", self.0),
        }
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
            .field("max_elapsed", &self.max_elapsed())
            .field("config_max_attempts", &self.config_max_attempts())
            .field("config_max_delay", &self.config_max_delay())
            .finish()
    }
}

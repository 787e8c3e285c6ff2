//! What a deployment has cost, counted.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use reattempt::{Classify, Event};

use crate::error::DeployError;

/// Calls of `connect` and `upload`, and their attempts.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub calls: u32,
    pub succeeded: u32,
    pub retries: u32,
    waited: Duration,
    /// Failed attempts, by the kind of the error.
    errors: BTreeMap<&'static str, u32>,
}

impl Summary {
    pub(crate) fn count(&mut self, event: &Event<'_, DeployError>) {
        if let Event::Retrying(retrying) = event {
            self.retries += 1;
            self.waited += retrying.delay;
            *self.errors.entry(retrying.kind).or_default() += 1;
        }
    }

    pub(crate) fn end<T>(&mut self, result: &Result<T, DeployError>) {
        self.calls += 1;
        match result {
            Ok(_) => self.succeeded += 1,
            Err(error) => *self.errors.entry(error.kind()).or_default() += 1,
        }
    }

    /// Attempts in all.
    pub fn attempts(&self) -> u32 {
        self.calls + self.retries
    }

    /// The mean wait before a retry.
    pub fn mean_delay(&self) -> Duration {
        self.waited.checked_div(self.retries).unwrap_or_default()
    }

    /// Kinds of errors with how often each was met, the most common first.
    pub fn errors(&self) -> Vec<(&'static str, u32)> {
        let mut errors: Vec<_> = self.errors.iter().map(|(kind, n)| (*kind, *n)).collect();
        errors.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        errors
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.errors().into_iter().take(5);
        let errors: Vec<_> = errors.map(|(kind, n)| format!("{kind} {n}")).collect();
        let rate = 100.0 * f64::from(self.succeeded) / f64::from(self.calls.max(1));
        writeln!(
            f,
            "attempts            {} ({} retries)",
            self.attempts(),
            self.retries
        )?;
        writeln!(
            f,
            "success rate        {rate:.1} % ({} of {} calls)",
            self.succeeded, self.calls
        )?;
        writeln!(
            f,
            "mean delay          {:.2}s",
            self.mean_delay().as_secs_f64()
        )?;
        write!(
            f,
            "most common errors  {}",
            if errors.is_empty() {
                "none".into()
            } else {
                errors.join(", ")
            }
        )
    }
}

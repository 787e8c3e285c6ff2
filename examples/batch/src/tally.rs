//! Counts by error, and the bar that shows them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};
use reattempt::{RetryError, Retrying};

use crate::fetch::FetchError;
use crate::items;

/// What failed, by the name of the error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<String, Count>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Attempts after which there was another.
    pub retried: usize,
    /// Items for which it was the last word.
    pub dead: usize,
}

#[derive(Debug)]
pub struct Tally {
    counts: Mutex<Counts>,
    bar: ProgressBar,
}

impl Counts {
    pub fn of(&self, error: &str) -> Count {
        self.0.get(error).copied().unwrap_or_default()
    }

    pub fn retried(&self) -> usize {
        self.0.values().map(|count| count.retried).sum()
    }

    pub fn dead(&self) -> usize {
        self.0.values().map(|count| count.dead).sum()
    }
}

impl Tally {
    /// The bar is shown on a terminal only.
    pub fn new(items: usize, done: usize) -> Self {
        let bar = ProgressBar::new(items as u64).with_position(done as u64);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self {
            counts: Mutex::default(),
            bar,
        }
    }

    /// The callback of each retry.
    pub fn retrying(&self, retry: &Retrying<'_, FetchError>) {
        self.count(
            retry.error.map_or_else(String::new, FetchError::name),
            |count| {
                count.retried += 1;
            },
        );
    }

    pub fn dead(&self, error: &RetryError<FetchError>) {
        self.count(items::name(error), |count| count.dead += 1);
    }

    pub fn finished(&self) {
        self.bar.inc(1);
    }

    pub fn counts(&self) -> Counts {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.clone()
    }

    fn count(&self, error: String, add: impl FnOnce(&mut Count)) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        add(counts.0.entry(error).or_default());
        let (retried, dead) = (counts.retried(), counts.dead());
        self.bar
            .set_message(format!("{retried} retries, {dead} dead letters"));
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (error, Count { retried, dead }) in &self.0 {
            write!(f, "\n  {error}: {retried} retried, {dead} for good")?;
        }
        Ok(())
    }
}

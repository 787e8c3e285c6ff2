//! The list of items: a file with one URL a line, or a dead-letter file, which is run again.

use std::fs;
use std::io;
use std::path::Path;

use reattempt::RetryError;
use serde::{Deserialize, Serialize};

use crate::fetch::FetchError;

/// An item that has failed for good: a line of the dead-letter file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    pub item: String,
    /// What it is counted as.
    pub error: String,
    pub attempts: u32,
    /// Why there was no further attempt.
    pub reason: String,
}

impl DeadLetter {
    pub fn new(item: &str, error: &RetryError<FetchError>) -> Self {
        Self {
            item: item.to_owned(),
            error: name(error),
            attempts: error.attempts(),
            reason: error.reason().to_string(),
        }
    }
}

/// What the last error is counted as.
pub fn name(error: &RetryError<FetchError>) -> String {
    error
        .error()
        .map_or_else(|| error.reason().to_string(), FetchError::name)
}

/// Lines that are empty or begin with `#` are left out.
pub fn read(path: &Path) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.strip_prefix('{') {
            None => Ok(line.to_owned()),
            Some(_) => Ok(serde_json::from_str::<DeadLetter>(line)?.item),
        })
        .collect()
}

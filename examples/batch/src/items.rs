//! The list of items: a file with one URL a line, or a dead-letter file, which is run again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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

#[derive(Debug, thiserror::Error)]
pub enum ListError {
    #[error("the list {} cannot be read", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{}, line {line}: it begins like a dead letter and is none", path.display())]
    DeadLetter {
        path: PathBuf,
        line: usize,
        source: serde_json::Error,
    },
}

/// Lines that are empty or begin with `#` are left out.
pub fn read(path: &Path) -> Result<Vec<String>, ListError> {
    let text = fs::read_to_string(path).map_err(|source| ListError::Read {
        path: path.to_owned(),
        source,
    })?;
    let lines = (1..).zip(text.lines().map(str::trim));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, text)| {
            item(text).map_err(|source| ListError::DeadLetter {
                path: path.to_owned(),
                line,
                source,
            })
        })
        .collect()
}

fn item(line: &str) -> serde_json::Result<String> {
    if line.starts_with('{') {
        return Ok(serde_json::from_str::<DeadLetter>(line)?.item);
    }
    Ok(line.to_owned())
}

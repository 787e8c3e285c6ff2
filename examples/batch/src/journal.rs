//! What a run leaves behind: results, dead letters, and a checkpoint by which the next run goes on.

use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use reattempt::RetryError;
use serde::Serialize;

use crate::checkpoint::{self, Checkpoint, Fingerprint};
use crate::fetch::{FetchError, Page};
use crate::items::DeadLetter;

pub struct Journal {
    results: File,
    dead: File,
    path: PathBuf,
    checkpoint: Checkpoint,
    /// Items from one checkpoint to the next.
    interval: usize,
    since: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error("{} cannot be written", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("another run is writing {}", path.display())]
    InUse { path: PathBuf },
    #[error(
        "{} belongs to another list of items; name another --output, or remove it to begin anew",
        path.display()
    )]
    OtherList { path: PathBuf },
    #[error(
        "{} has results and no checkpoint; name another --output, or move it away",
        path.display()
    )]
    NotOurs { path: PathBuf },
}

#[derive(Serialize)]
pub(crate) struct Line<'a> {
    pub(crate) item: &'a str,
    pub(crate) page: &'a Page,
}

/// `results.jsonl` has its checkpoint in `results.jsonl.checkpoint`.
pub fn beside(results: &Path, extension: &str) -> PathBuf {
    let mut path = OsString::from(results);
    path.push(extension);
    path.into()
}

impl Journal {
    /// Begins, or goes on: what the files hold since the last checkpoint is cut off, and its items are
    /// done again.
    pub fn open(results: &Path, items: &[String], interval: usize) -> Result<Self, JournalError> {
        let dead = beside(results, ".dead");
        let path = beside(results, ".checkpoint");
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| JournalError::Io { path, source }
        };

        let mut results_file = open(results).map_err(at(results))?;
        results_file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => JournalError::InUse {
                path: results.to_owned(),
            },
            TryLockError::Error(error) => at(results)(error),
        })?;
        let checkpoint = match checkpoint::load(&path).map_err(at(&path))? {
            Some(checkpoint) if checkpoint.list == Fingerprint::of(items) => checkpoint,
            Some(_) => return Err(JournalError::OtherList { path }),
            None if results_file.metadata().map_err(at(results))?.len() > 0 => {
                return Err(JournalError::NotOurs {
                    path: results.to_owned(),
                });
            }
            None => {
                let checkpoint = Checkpoint::new(items);
                checkpoint::save(&checkpoint, &path).map_err(at(&path))?;
                checkpoint
            }
        };
        let mut dead_file = open(&dead).map_err(at(&dead))?;
        cut(&mut results_file, checkpoint.results).map_err(at(results))?;
        cut(&mut dead_file, checkpoint.dead).map_err(at(&dead))?;
        Ok(Self {
            results: results_file,
            dead: dead_file,
            path,
            checkpoint,
            interval,
            since: 0,
        })
    }

    pub fn is_done(&self, item: usize) -> bool {
        self.checkpoint.done.contains(item)
    }

    pub fn done(&self) -> usize {
        self.checkpoint.done.count()
    }

    pub fn succeeded(&mut self, number: usize, item: &str, page: &Page) -> io::Result<()> {
        write_line(&mut self.results, &Line { item, page })?;
        self.finished(number)
    }

    pub fn failed(
        &mut self,
        number: usize,
        item: &str,
        error: &RetryError<FetchError>,
    ) -> io::Result<()> {
        write_line(&mut self.dead, &DeadLetter::new(item, error))?;
        self.finished(number)
    }

    fn finished(&mut self, number: usize) -> io::Result<()> {
        self.checkpoint.done.insert(number);
        self.since += 1;
        if self.since >= self.interval {
            self.save()
        } else {
            Ok(())
        }
    }

    /// First the lines, then the checkpoint that counts on them.
    pub fn save(&mut self) -> io::Result<()> {
        self.since = 0;
        self.results.sync_data()?;
        self.dead.sync_data()?;
        self.checkpoint.results = self.results.stream_position()?;
        self.checkpoint.dead = self.dead.stream_position()?;
        checkpoint::save(&self.checkpoint, &self.path)
    }
}

fn open(path: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

fn cut(file: &mut File, length: u64) -> io::Result<()> {
    file.set_len(length)?;
    file.seek(SeekFrom::End(0)).map(drop)
}

pub(crate) fn write_line(file: &mut File, line: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    let start = file.stream_position()?;
    file.write_all(&text).or_else(|error| {
        // Half a line is no part of the results.
        cut(file, start)?;
        Err(error)
    })
}

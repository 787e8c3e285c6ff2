//! A run: the items that are not done yet go through the pool, and what comes of each into the journal.

use std::fmt;
use std::panic;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use rayon::ThreadPoolBuildError;
use reattempt::{CancelHandle, Policy, RetryError, Scope, StopReason};
use tokio::runtime;
use tokio::sync::mpsc;

use crate::fetch::{FetchError, Fetcher, OnRetry, Page};
use crate::journal::Journal;
use crate::pool;
use crate::tally::{Counts, Tally};

/// How items are worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Mode {
    /// Threads that block, by rayon
    Threads,
    /// Tasks of tokio's
    Tasks,
}

/// What an item that fails for good means to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum OnFailure {
    /// Nothing: it goes to the dead letters
    Collect,
    /// They are not begun any more
    FailFast,
}

#[derive(Clone, Debug)]
pub struct Batch {
    pub mode: Mode,
    pub workers: usize,
    pub policy: Policy,
    pub timeout: Duration,
    pub on_failure: OnFailure,
}

/// What a run has come to.
#[derive(Debug)]
pub struct Report {
    pub items: usize,
    /// In this run and those before.
    pub done: usize,
    pub counts: Counts,
}

#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The first that did, with fail-fast. It is no dead letter: the next run tries it again.
    #[error("{item} failed")]
    Item {
        item: String,
        source: RetryError<FetchError>,
    },
    #[error("the results cannot be written")]
    Write(#[from] io::Error),
    #[error("no HTTP client can be made")]
    Client(#[from] reqwest::Error),
    #[error("no threads can be had")]
    Threads(#[from] ThreadPoolBuildError),
}

type Finished = (usize, Result<Page, RetryError<FetchError>>);

impl Batch {
    /// Cancel `stop` to end it early: waits end at once, and what is under way is written. `scope` is put
    /// around each item.
    pub fn run(
        &self,
        items: &[String],
        journal: &mut Journal,
        stop: &CancelHandle,
        scope: &Scope,
        on_retry: impl OnRetry + 'static,
    ) -> Result<Report, BatchError> {
        let tally = Arc::new(Tally::new(items.len(), journal.done()));
        let retries = Arc::clone(&tally);
        let fetcher = Fetcher::new(self.policy, self.timeout, move |retry| {
            retries.retrying(retry);
            on_retry(retry);
        })?;
        let left: Vec<_> = (0..items.len())
            .filter(|item| !journal.is_done(*item))
            .collect();
        let scope = scope.clone().cancelled_by(stop);
        let (done, mut finished) = mpsc::channel(self.workers);

        let written = thread::scope(|threads| {
            let workers = threads.spawn(|| self.work(items, left, fetcher, stop, &scope, done));
            let mut failure = None;
            while let Some(item) = finished.blocking_recv() {
                if let Err(error) = self.write(item, items, journal, &tally) {
                    stop.cancel();
                    failure.get_or_insert(error);
                }
            }
            let worked = workers.join();
            journal.save()?;
            worked.unwrap_or_else(|panic| panic::resume_unwind(panic))?;
            failure.map_or(Ok(()), Err)
        });
        written.map(|()| Report {
            items: items.len(),
            done: journal.done(),
            counts: tally.counts(),
        })
    }

    fn work<F: OnRetry + 'static>(
        &self,
        items: &[String],
        left: Vec<usize>,
        fetcher: Fetcher<F>,
        stop: &CancelHandle,
        scope: &Scope,
        done: mpsc::Sender<Finished>,
    ) -> Result<(), BatchError> {
        match self.mode {
            Mode::Threads => {
                let fetch =
                    |item: usize| (item, scope.run(|| fetcher.fetch_blocking(&items[item])));
                pool::threads(self.workers, left.into_iter(), fetch, stop, done)?;
            }
            Mode::Tasks => {
                let fetcher = Arc::new(fetcher);
                let fetch = |item: usize| {
                    let (fetcher, url) = (Arc::clone(&fetcher), items[item].clone());
                    scope.wrap(async move { (item, fetcher.fetch(&url).await) })
                };
                let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
                runtime.block_on(pool::tasks(
                    self.workers,
                    left.into_iter(),
                    fetch,
                    stop,
                    done,
                ));
            }
        }
        Ok(())
    }

    fn write(
        &self,
        (number, result): Finished,
        items: &[String],
        journal: &mut Journal,
        tally: &Tally,
    ) -> Result<(), BatchError> {
        let item = &items[number];
        match result {
            Ok(page) => journal.succeeded(number, item, &page)?,
            // The next run begins it again.
            Err(error) if error.reason() == StopReason::Cancelled => return Ok(()),
            Err(source) if self.on_failure == OnFailure::FailFast => {
                let item = item.clone();
                return Err(BatchError::Item { item, source });
            }
            Err(error) => {
                tally.dead(&error);
                journal.failed(number, item, &error)?;
            }
        }
        tally.finished();
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            items,
            done,
            counts,
        } = self;
        let (retried, dead) = (counts.retried(), counts.dead());
        write!(
            f,
            "{done} of {items} items done; in this run {retried} retries and {dead} dead letters"
        )?;
        write!(f, "{counts}")
    }
}

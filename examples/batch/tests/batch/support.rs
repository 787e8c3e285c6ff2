//! What the tests begin with.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use batch::fetch::{self, OnRetry};
use batch::items::DeadLetter;
use batch::journal::{Journal, beside};
use batch::run::{Batch, BatchError, Mode, OnFailure, Report};
use reattempt::test_util::VirtualClock;
use reattempt::{CancelHandle, Policy, Scope};
use serde::Deserialize;
use tempfile::TempDir;

pub(crate) const MODES: [Mode; 2] = [Mode::Threads, Mode::Tasks];

pub(crate) fn batch(mode: Mode) -> Batch {
    Batch {
        mode,
        workers: 4,
        policy: fetch::DEFAULT,
        timeout: Duration::from_secs(20),
        on_failure: OnFailure::Collect,
    }
}

pub(crate) fn without_retries() -> Policy {
    fetch::DEFAULT.to_builder().max_attempts(1).build()
}

/// Where the files of one list are.
pub(crate) struct Files {
    directory: TempDir,
}

#[derive(Deserialize)]
struct Line {
    item: String,
    page: Page,
}

#[derive(Deserialize)]
struct Page {
    page: usize,
    square: usize,
}

impl Files {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        Self { directory }
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.directory.path().join("results.jsonl")
    }

    pub(crate) fn dead_path(&self) -> PathBuf {
        beside(&self.output(), ".dead")
    }

    pub(crate) fn list(&self, urls: &[String]) -> PathBuf {
        let path = self.directory.path().join("list.txt");
        fs::write(&path, urls.join("\n")).expect("a list");
        path
    }

    /// The pages that have results, each of them right and there once.
    pub(crate) fn pages(&self) -> BTreeSet<usize> {
        let mut pages = BTreeSet::new();
        for line in read(&self.output()).lines() {
            let Line { item, page } = serde_json::from_str(line).expect("a whole line");
            assert!(item.ends_with(&format!("/{}", page.page)), "{line}");
            assert_eq!(page.square, page.page * page.page);
            assert!(pages.insert(page.page), "twice: {line}");
        }
        pages
    }

    pub(crate) fn dead(&self) -> Vec<DeadLetter> {
        let lines = read(&self.dead_path());
        let dead = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("a whole line"));
        dead.collect()
    }

    /// What a checkpoint says is done.
    pub(crate) fn done(&self, urls: &[String]) -> usize {
        self.journal(urls, 1).done()
    }

    pub(crate) fn journal(&self, urls: &[String], interval: usize) -> Journal {
        Journal::open(&self.output(), urls, interval).expect("a journal")
    }

    /// A whole run, on a clock on which no wait takes time.
    pub(crate) fn run(&self, batch: &Batch, urls: &[String]) -> Result<Report, BatchError> {
        self.run_telling(batch, urls, |_| {})
    }

    pub(crate) fn run_telling(
        &self,
        batch: &Batch,
        urls: &[String],
        on_retry: impl OnRetry + 'static,
    ) -> Result<Report, BatchError> {
        let scope = Scope::new().clock(Arc::new(VirtualClock::new()));
        let mut journal = self.journal(urls, 10);
        batch.run(urls, &mut journal, &CancelHandle::new(), &scope, on_retry)
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

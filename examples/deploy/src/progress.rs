//! What is seen of a deployment while it goes on.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use reattempt::{Event, StopReason};

use crate::error::DeployError;
use crate::summary::Summary;

/// A bar for each site, where there is a terminal, and lines above them.
#[derive(Default)]
pub struct Progress {
    bars: MultiProgress,
    summary: Mutex<Summary>,
}

impl Progress {
    /// Writes a line.
    pub fn say(&self, line: &str) {
        self.bars.suspend(|| eprintln!("{line}"));
    }

    /// What has happened so far.
    pub fn summary(&self) -> Summary {
        self.change(|summary| summary.clone())
    }

    pub(crate) fn site<'a>(&'a self, name: &'a str, bytes: usize) -> SiteProgress<'a> {
        let style = "{prefix:10} {bar:16} {percent:>3}% {wide_msg}";
        let style = ProgressStyle::with_template(style).expect("a template");
        let bar = ProgressBar::new(bytes as u64).with_style(style);
        let bar = self.bars.add(bar.with_prefix(name.to_owned()));
        SiteProgress {
            all: self,
            name,
            bar,
            before: AtomicUsize::new(0),
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Summary) -> T) -> T {
        change(&mut self.summary.lock().expect("no panic"))
    }
}

/// One site's part of it.
pub(crate) struct SiteProgress<'a> {
    all: &'a Progress,
    name: &'a str,
    bar: ProgressBar,
    /// The bytes of the files that are done.
    before: AtomicUsize,
}

impl SiteProgress<'_> {
    /// A file comes next, after so many bytes.
    pub(crate) fn begins(&self, file: &str, before: usize) {
        self.before.store(before, Relaxed);
        self.bar.set_message(file.to_owned());
        self.sent(0);
    }

    /// So much of the file is on the server.
    pub(crate) fn sent(&self, bytes: usize) {
        let position = self.before.load(Relaxed) + bytes;
        self.bar.set_position(position as u64);
    }

    pub(crate) fn say(&self, text: &str) {
        self.bar.set_message(text.to_owned());
        self.all.say(&format!("{}: {text}", self.name));
    }

    /// For `on_event`.
    pub(crate) fn tell(&self, operation: &str, event: &Event<'_, DeployError>) {
        self.all.change(|summary| summary.count(event));
        let text = match event {
            Event::Retrying(it) => {
                let retries = it.max_attempts.map(|attempts| format!("/{}", attempts - 1));
                format!(
                    "retry attempt {}{} after {:.2}s ({})",
                    it.attempt,
                    retries.unwrap_or_default(),
                    it.delay.as_secs_f64(),
                    it.text(),
                )
            }
            Event::Recovered(it) => match it.attempts - 1 {
                1 => "succeeded after 1 retry".to_owned(),
                retries => format!("succeeded after {retries} retries"),
            },
            Event::GaveUp(it) if it.reason == StopReason::Attempts => {
                format!("all retry attempts failed, last error: {}", it.text())
            }
            Event::GaveUp(it) => format!(
                "no further retry ({}), last error: {}",
                it.reason,
                it.text()
            ),
            _ => return,
        };
        self.say(&format!("{operation}: {text}"));
    }

    /// A call of `connect` or `upload` has ended.
    pub(crate) fn ended<T>(&self, result: &Result<T, DeployError>) {
        self.all.change(|summary| summary.end(result));
    }
}

impl Drop for SiteProgress<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

//! How often the log may say the same of a site.
//!
//! When everything fails at once, every call has the same to say. Of each kind of line the first few in
//! a second are written, and the next one that is written says how many were left out before it.

use core::fmt::{self, Display, Write as _};
use core::hash::Hasher as _;
use core::iter::repeat_with;
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::hash::DefaultHasher;
use std::sync::OnceLock;

use crate::site::Site;
use crate::site::log_limit::Limit;
use crate::site::per_site::PerSite;

static SAID: PerSite<Limits> = PerSite::new();

/// What has been said of one site.
#[derive(Debug)]
pub(crate) struct Limits {
    lines: Lines,
    /// The same for calls with a label: so that the lines of a quiet instance are not lost behind those of a
    /// noisy one. Made when the first of them fails.
    by_label: OnceLock<Box<[Lines]>>,
    pub(crate) clamped: Limit,
    pub(crate) unknown: Once,
    pub(crate) blocks_tasks: Once,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lines: Lines::new(),
            by_label: OnceLock::new(),
            clamped: Limit::new(),
            unknown: Once::new(),
            blocks_tasks: Once::new(),
        }
    }
}

/// Labels share so many places by their hash: there is no end to labels. They take 64 KiB.
const LABELS: usize = 1024;

/// The lines that there may be many of.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) retrying: Limit,
    pub(crate) gave_up: Limit,
    pub(crate) recovered: Limit,
    pub(crate) hint_too_long: Limit,
}

impl Limits {
    /// Those of a site.
    pub(crate) fn of_site(site: &'static Site) -> &'static Self {
        SAID.of(site)
    }

    /// Those of calls with this label.
    pub(crate) fn of(&self, label: Option<&dyn Display>) -> &Lines {
        let Some(label) = label else {
            return &self.lines;
        };
        let by_label = self
            .by_label
            .get_or_init(|| repeat_with(Lines::new).take(LABELS).collect());
        &by_label[place(label)]
    }
}

/// Where a label has its lines. It is not kept as a text.
fn place(label: &dyn Display) -> usize {
    let mut hasher = TextHasher(DefaultHasher::new());
    // One that cannot show itself is known by what it showed.
    let _ = write!(hasher, "{label}");
    let hash = hasher.0.finish();
    usize::try_from(hash % LABELS as u64).unwrap_or_default()
}

struct TextHasher(DefaultHasher);

impl fmt::Write for TextHasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl Lines {
    const fn new() -> Self {
        Self {
            retrying: Limit::new(),
            gave_up: Limit::new(),
            recovered: Limit::new(),
            hint_too_long: Limit::new(),
        }
    }
}

/// A line that is written once.
#[derive(Debug)]
pub(crate) struct Once(AtomicBool);

impl Once {
    const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    pub(crate) fn is_due(&self) -> bool {
        !self.0.load(Relaxed)
    }

    /// Whether this is the first time.
    pub(crate) fn take(&self) -> bool {
        !self.0.swap(true, Relaxed)
    }
}

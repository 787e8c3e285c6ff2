//! Whose call it was, in metrics: only where the program asks for it, and for so many values.

use core::fmt::{self, Display, Write};
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use ::metrics::SharedString;

/// How many values each function has; zero has none.
static MOST: AtomicUsize = AtomicUsize::new(0);

/// The values that were seen first, by the names of functions.
static SEEN: Mutex<Option<HashMap<&'static str, HashSet<String>>>> = Mutex::new(None);

/// What stands for every other value.
const OTHER: &str = "other";

/// Has metrics tell calls apart by their `label` as well: counters and histograms get a label `label` where the
/// function or the [`Retry`](crate::Retry) has one. Of each function the first `most` different values are told apart,
/// and the value of all others is `other`, so that there are at most `most + 1` times as many series. Zero is
/// the default: no label. Values are cut after 128 bytes.
///
/// Call it once, before anything fails. It makes the series of one function as many as its instances: choose a number
/// that the system behind can keep, and labels that are few, such as the name of a region and not that of a user.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// reattempt::metrics::label_values(50);
/// ```
pub fn label_values(most: usize) {
    MOST.store(most, Relaxed);
}

/// The value to show for a call of the function `name`, if one is to be shown.
pub(super) fn value(name: &'static str, label: Option<&dyn Display>) -> Option<SharedString> {
    let most = MOST.load(Relaxed);
    if most == 0 {
        return None;
    }
    // Before the lock is taken: it is code of the user's.
    let text = text(label?);
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = seen.get_or_insert_default().entry(name).or_default();
    if seen.contains(&text) {
        return Some(text.into());
    }
    if seen.len() < most {
        seen.insert(text.clone());
        return Some(text.into());
    }
    Some(OTHER.into())
}

fn text(label: &dyn Display) -> String {
    let mut short = Short(String::new());
    // An error says that the rest was cut off.
    let _ = write!(short, "{label}");
    short.0
}

/// A text that is cut where it becomes too long.
struct Short(String);

impl Short {
    const MOST: usize = 128;
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for char in text.chars() {
            if self.0.len() + char.len_utf8() > Self::MOST {
                return Err(fmt::Error);
            }
            self.0.push(char);
        }
        Ok(())
    }
}

//! Which items are done, and how much of the files that tells of them.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use reattempt::retry;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    pub list: Fingerprint,
    pub done: Done,
    /// Bytes of the results.
    pub results: u64,
    /// Bytes of the dead letters.
    pub dead: u64,
}

/// By it another list is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    items: usize,
    crc32: u32,
}

/// Numbers of items, from 0. They are done in almost the order of the list, so most need no place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// All before this one.
    before: usize,
    /// And these.
    also: BTreeSet<usize>,
}

impl Fingerprint {
    pub fn of(items: &[String]) -> Self {
        let mut crc32 = crc32fast::Hasher::new();
        for item in items {
            crc32.update(item.as_bytes());
            crc32.update(b"\n");
        }
        Self {
            items: items.len(),
            crc32: crc32.finalize(),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.items, self.crc32)
    }
}

impl Done {
    pub fn insert(&mut self, item: usize) {
        self.also.insert(item);
        while self.also.remove(&self.before) {
            self.before += 1;
        }
    }

    pub fn contains(&self, item: usize) -> bool {
        item < self.before || self.also.contains(&item)
    }

    pub fn count(&self) -> usize {
        self.before + self.also.len()
    }
}

impl Checkpoint {
    pub fn new(items: &[String]) -> Self {
        Self {
            list: Fingerprint::of(items),
            done: Done::default(),
            results: 0,
            dead: 0,
        }
    }
}

/// `None` where there is none yet.
#[retry]
pub fn load(path: &Path) -> io::Result<Option<Checkpoint>> {
    match fs::read(path) {
        Ok(text) => Ok(serde_json::from_slice(&text)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// After a crash at any moment the file is the old one or the new one.
#[retry]
pub fn save(checkpoint: &Checkpoint, path: &Path) -> io::Result<()> {
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let mut file = NamedTempFile::new_in(directory)?;
    file.write_all(&serde_json::to_vec(checkpoint)?)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    if cfg!(unix) {
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_done_in_any_order_come_to_one_number() {
        let mut done = Done::default();
        for item in [2, 0, 4, 1] {
            done.insert(item);
        }

        assert_eq!(done.count(), 4);
        assert_eq!(
            done,
            Done {
                before: 3,
                also: [4].into()
            }
        );
        assert_eq!(
            [2, 3, 4, 5].map(|item| done.contains(item)),
            [true, false, true, false]
        );
    }

    #[test]
    fn lists_that_differ_in_an_item_or_in_their_order_are_told_apart() {
        let print = |items: &[&str]| {
            let items: Vec<_> = items.iter().map(ToString::to_string).collect();
            Fingerprint::of(&items)
        };

        assert_eq!(print(&["a", "b"]), print(&["a", "b"]));
        for other in [&["b", "a"][..], &["ab"], &["a"], &["a", "b", ""]] {
            assert_ne!(print(&["a", "b"]), print(other), "{other:?}");
        }
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("checkpoint");
        assert_eq!(load(&path).unwrap(), None);

        let mut checkpoint = Checkpoint::new(&["a".to_owned(), "b".to_owned()]);
        checkpoint.done.insert(1);
        save(&checkpoint, &path).unwrap();

        assert_eq!(load(&path).unwrap(), Some(checkpoint));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }
}

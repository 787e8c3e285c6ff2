//! Reports in files, which other programs write as well.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use reattempt::{Policy, presets, retry};
use tokio::task::spawn_blocking;

use crate::error::CallError;

pub const POLICY: Policy = presets::FILE
    .to_builder()
    .max_elapsed(Duration::from_secs(5))
    .build();

/// Whoever writes in the directory holds the lock of this file.
pub const LOCK: &str = ".lock";

#[derive(Clone, Debug)]
pub struct Files {
    directory: PathBuf,
}

impl Files {
    pub fn new(directory: &Path) -> Self {
        let directory = directory.to_owned();
        Self { directory }
    }

    /// The delays are those of an async function, so no thread sleeps; an attempt runs where it may block.
    #[retry(name = "files", policy = POLICY)]
    pub async fn save(&self, name: &str, text: &str) -> Result<(), CallError> {
        let (files, name, text) = (self.clone(), name.to_owned(), text.to_owned());
        let attempt = spawn_blocking(move || files.save_once(&name, &text));
        attempt.await.map_err(std::io::Error::other)?
    }

    /// Whoever reads it finds the old text or the new one, and never half of it.
    pub fn save_once(&self, name: &str, text: &str) -> Result<(), CallError> {
        let lock = File::create(self.directory.join(LOCK))?;
        lock.try_lock().map_err(std::io::Error::from)?;
        let new = self.directory.join(format!(".{name}.new"));
        fs::write(&new, text)?;
        fs::rename(new, self.directory.join(name))?;
        Ok(())
    }
}

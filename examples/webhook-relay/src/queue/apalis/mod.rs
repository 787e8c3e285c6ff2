//! apalis, in a `SQLite` file or in `PostgreSQL`. Its jobs are attempts: one that fails is done all the same, and puts
//! the next attempt into the queue first.

pub(super) mod letters;
pub(super) mod storage;
mod strangers;
pub(super) mod worker;

use super::QueueError;
use letters::Letters;
use storage::Storage;

/// A worker that has not been heard of for this many seconds is dead, and its jobs are given to others. A worker
/// whose attempts are all under way may be silent for one of them, which ends within `config::LONGEST_ATTEMPT`.
const MISSED_HEARTBEATS: usize = 15;

pub(super) struct Apalis {
    pub(super) storage: Storage,
    pub(super) letters: Letters,
}

impl Apalis {
    pub(super) async fn open(url: &str, name: &str) -> Result<Self, QueueError> {
        let storage = Storage::open(url, name).await?;
        let letters = Letters::open(url, name, storage.jobs()).await?;
        Ok(Self { storage, letters })
    }
}

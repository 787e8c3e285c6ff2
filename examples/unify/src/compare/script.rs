//! The scripts of faults, in the words of each dependency.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::time::sleep;

use self::Script::{Down, FailsTwice, Refuses, Throttles};
use super::Call;
use crate::clients::files::LOCK;
use crate::far::{Fault, Faults};

/// What the far side does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Two failures of different kinds, then all is well.
    FailsTwice,
    /// It asks for three seconds.
    Throttles,
    /// What no retry helps.
    Refuses,
    /// It fails again and again.
    Down,
}

impl Script {
    /// By HTTP, or in the handshake of a websocket.
    pub(super) fn faults(self, call: Call) -> Faults {
        match self {
            FailsTwice => Faults::first([Fault::Status(503), Fault::Break]),
            Throttles => Faults::first([Fault::Throttle(Duration::from_secs(3))]),
            Refuses => Faults::always(Fault::Status(404)),
            // All attempts of the large model. The small one is well.
            Down if call == Call::Llm => Faults::first([Fault::Status(503); 4]),
            Down => Faults::always(Fault::Status(503)),
        }
    }

    /// What the database says at the end of each transaction; 0 stands for all.
    pub(super) fn codes(self) -> &'static [(i64, &'static str)] {
        match self {
            FailsTwice => &[(1, "40001"), (2, "40P01")],
            Throttles => &[(1, "53300")],
            Refuses => &[(0, "23514")],
            Down => &[(0, "57P03")],
        }
    }

    /// Another program that holds the lock, as long as the file is open or for a moment. Without the directory no
    /// retry helps.
    pub(super) fn lock(self, directory: &Path) -> io::Result<Option<File>> {
        if self == Refuses {
            return Ok(None);
        }
        fs::create_dir(directory)?;
        let lock = File::create(directory.join(LOCK))?;
        lock.lock()?;
        if self == Down {
            return Ok(Some(lock));
        }
        tokio::spawn(async move {
            hold_for_a_moment().await;
            drop(lock);
        });
        Ok(None)
    }
}

#[expect(clippy::disallowed_methods, reason = "a fault, which takes its time")]
async fn hold_for_a_moment() {
    sleep(Duration::from_millis(120)).await;
}

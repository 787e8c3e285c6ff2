//! The command line.

use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use reattempt::Policy;
use reattempt::clap::RetryArgs;
use reattempt::config::SettingsError;

use crate::fetch;
use crate::run::{Batch, Mode, OnFailure};

/// Fetches a long list of pages in parallel, and goes on where it was interrupted
///
/// Each page with JSON becomes a line of the output. Call it again after Ctrl-C, or a crash, to go on.
/// Without arguments it shows what it does on a server of its own.
#[derive(Parser)]
pub struct Cli {
    /// One URL a line, or the dead letters of another run
    pub list: PathBuf,

    /// The results; beside it are FILE.dead, the dead letters, and FILE.checkpoint
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,

    /// Items from one checkpoint to the next: so many are fetched again after a crash
    #[arg(long, value_name = "ITEMS", default_value = "100")]
    pub checkpoint_interval: NonZero<usize>,

    #[arg(long, value_enum, default_value_t = Mode::Tasks)]
    mode: Mode,

    /// How many items are worked on at a time
    #[arg(long, value_name = "NUMBER", default_value = "8")]
    workers: NonZero<usize>,

    /// What one that fails for good means to the others
    #[arg(long, value_enum, default_value_t = OnFailure::Collect)]
    on_failure: OnFailure,

    /// Seconds that one attempt may take
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    timeout: u64,

    #[command(flatten)]
    retry: RetryArgs,
}

impl Cli {
    pub fn batch(&self) -> Result<Batch, SettingsError> {
        Ok(Batch {
            mode: self.mode,
            workers: self.workers.get(),
            policy: self.policy()?,
            timeout: Duration::from_secs(self.timeout),
            on_failure: self.on_failure,
        })
    }

    fn policy(&self) -> Result<Policy, SettingsError> {
        self.retry.settings().onto(fetch::DEFAULT)
    }
}

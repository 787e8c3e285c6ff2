//! The command line.

use std::num::NonZero;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use reattempt::Policy;
use reattempt::clap::RetryArgs;
use reattempt::config::SettingsError;
use webhook_relay::config::LONGEST_ATTEMPT;

use crate::checkpoint::Fingerprint;
use crate::fetch;
use crate::queued::{self, Queued};
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

    /// Take items from a queue, which several machines may do: `nats://host` or `postgres://user:password@host/database`
    ///
    /// The list is put there first. Each process has an output of its own.
    #[arg(long, value_name = "URL", conflicts_with_all = ["mode", "on_failure", "checkpoint_interval"])]
    pub queue: Option<String>,

    /// The list is in the queue already: work only
    #[arg(long, requires = "queue")]
    pub join: bool,

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

    /// What a queue at this URL is worked on with.
    pub fn queued(&self, url: &str, items: &[String]) -> Result<Queued, SettingsError> {
        Ok(Queued {
            url: url.to_owned(),
            name: format!("batch-{}", Fingerprint::of(items)),
            workers: self.workers.get().max(queued::FEWEST_WORKERS),
            policy: self.policy()?,
            timeout: Duration::from_secs(self.timeout).min(LONGEST_ATTEMPT),
        })
    }

    fn policy(&self) -> Result<Policy, SettingsError> {
        self.retry.settings()?.onto(fetch::DEFAULT)
    }
}

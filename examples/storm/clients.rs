//! Two hundred clients, each with a call every half second.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use reattempt::retry;
use tokio::{
    io::AsyncReadExt,
    net::TcpStream,
    task::JoinSet,
    time::{MissedTickBehavior, interval, sleep},
};

use crate::record::Record;

const CLIENTS: u32 = 200;
const INTERVAL: Duration = Duration::from_millis(500);

/// What the clients of one server have in common.
pub(crate) struct Target {
    pub(crate) server: SocketAddr,
    pub(crate) record: Record,
}

impl Target {
    async fn ask(&self) -> io::Result<()> {
        self.record.note(&self.record.attempts);
        let mut connection = TcpStream::connect(self.server).await?;
        connection.read_u8().await?;
        Ok(())
    }
}

/// How the clients of one server retry.
#[derive(Clone, Copy)]
pub(crate) enum Policy {
    Naive,
    Jittered,
    Budgeted,
}

#[retry(
    max_attempts = 4,
    attempt_timeout = "250ms",
    backoff = "fixed",
    initial_delay = "20ms",
    jitter = "none"
)]
async fn naive(target: &Target) -> io::Result<()> {
    target.ask().await
}

#[retry(max_attempts = 4, attempt_timeout = "250ms", initial_delay = "100ms")]
async fn jittered(target: &Target) -> io::Result<()> {
    target.ask().await
}

#[retry(
    max_attempts = 4,
    attempt_timeout = "250ms",
    initial_delay = "100ms",
    budget
)]
async fn budgeted(target: &Target) -> io::Result<()> {
    target.ask().await
}

impl Policy {
    pub(crate) const ALL: [Self; 3] = [Self::Naive, Self::Jittered, Self::Budgeted];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Naive => "naive retry",
            Self::Jittered => "backoff with jitter",
            Self::Budgeted => "the same with a budget",
        }
    }

    async fn call(self, target: &Target) -> io::Result<()> {
        match self {
            Self::Naive => naive(target).await,
            Self::Jittered => jittered(target).await,
            Self::Budgeted => budgeted(target).await,
        }
    }
}

/// Starts the clients; they end when the set is dropped.
pub(crate) fn start(policy: Policy, target: &Arc<Target>) -> JoinSet<()> {
    let client = |number| {
        let target = Arc::clone(target);
        async move {
            // They do not begin all at once.
            sleep(INTERVAL * number / CLIENTS).await;
            let mut ticks = interval(INTERVAL);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                target.record.note(&target.record.calls);
                if policy.call(&target).await.is_ok() {
                    target.record.note(&target.record.answers);
                }
            }
        }
    };
    (0..CLIENTS).map(client).collect()
}

//! Many webhooks, a destination that is down for a while, and relays that are killed meanwhile.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};
use std::{env, fmt};

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::http;
use super::program::{Program, Result};
use super::receiver::{Answer, Receiver};

/// Senders at the same time, for each relay.
const SENDERS: usize = 32;

/// What came of it.
#[derive(Debug)]
pub struct Figures {
    pub accepted: usize,
    pub delivered: usize,
    pub dead: usize,
    /// That the destination has seen.
    pub requests: usize,
    /// Webhooks that were sent to the relay more than once, because it was killed.
    pub resent: usize,
    pub kills: usize,
    /// When the destination came back.
    pub waiting: i64,
    pub sending: Duration,
    pub total: Duration,
}

/// Sends so many webhooks to a relay with a file, and then to two with one database, and to two with one NATS.
///
/// # Errors
/// One of them is lost.
pub async fn run(webhooks: usize) -> Result {
    let executable = env::current_exe()?;
    println!("{webhooks} webhooks, one relay, SQLite:");
    send(&executable, webhooks, None, 1).await?.check()?;
    let database = tokio::task::spawn_blocking(servers::postgres::start);
    if let Some(database) = database.await? {
        println!("{webhooks} webhooks, two relays, PostgreSQL:");
        let url = format!(
            "postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable",
            database.port()
        );
        send(&executable, webhooks, Some(&url), 2).await?.check()?;
    }
    let nats = tokio::task::spawn_blocking(|| servers::nats::start_with_jetstream(&[]));
    if let Some(nats) = nats.await? {
        println!("{webhooks} webhooks, two relays, NATS JetStream:");
        let url = format!("nats://127.0.0.1:{}", nats.port());
        send(&executable, webhooks, Some(&url), 2).await?.check()?;
    }
    Ok(())
}

/// Sends so many webhooks to so many relays on one queue. The destination is down from the first fifth to the
/// third, and relays are killed at the second and the fourth.
///
/// # Errors
/// A relay does not do as it should. Webhooks that are lost are no error here: compare the figures.
pub async fn send(
    executable: &Path,
    webhooks: usize,
    queue: Option<&str>,
    relays: usize,
) -> Result<Figures> {
    let receiver = Receiver::start(|_, _| Answer::Taken).await?;
    let retry = json!({
        "enabled": true, "max_attempts": 20, "initial_delay": "500ms", "max_delay": "5s", "breaker_open_for": "1s",
    });
    let entry = http(&receiver, "load", &retry);
    let mut started = Vec::new();
    for _ in 0..relays {
        let arguments = ["--deadline", "500ms"];
        let relay = Program::start(executable, vec![entry.clone()], queue, &arguments).await?;
        started.push(Arc::new(relay));
    }

    let start = Instant::now();
    let (next, resent) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut senders = JoinSet::new();
    for sender in 0..SENDERS * relays {
        let relay = Arc::clone(&started[sender % relays]);
        let (next, resent) = (Arc::clone(&next), Arc::clone(&resent));
        senders.spawn(async move {
            loop {
                let number = next.fetch_add(1, Relaxed);
                if number >= webhooks {
                    return Result::Ok(());
                }
                let key = format!("event-{number}");
                let is_first = relay.send_until_taken("load", &key).await?;
                resent.fetch_add(usize::from(!is_first), Relaxed);
            }
        });
    }

    let sent = async |share: usize| {
        while next.load(Relaxed) < webhooks * share / 5 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    let kill = async |relay: &Program| {
        relay.kill().await?;
        relay.restart().await
    };
    sent(1).await;
    receiver.answers(|_, _| Answer::Status(503));
    sent(2).await;
    kill(&started[0]).await?;
    sent(3).await;
    let waiting = started[0].depth().await?.waiting;
    receiver.answers(|_, _| Answer::Taken);
    sent(4).await;
    kill(&started[relays - 1]).await?;
    while let Some(sender) = senders.join_next().await {
        sender??;
    }
    let sending = start.elapsed();

    while started[0].depth().await?.waiting > 0 {
        sleep(Duration::from_millis(100)).await;
    }
    Ok(Figures {
        accepted: webhooks,
        delivered: receiver.taken(),
        dead: usize::try_from(started[0].depth().await?.dead)?,
        requests: receiver.requests(),
        resent: resent.load(Relaxed),
        kills: 2,
        waiting,
        sending,
        total: start.elapsed(),
    })
}

impl Figures {
    fn check(&self) -> Result {
        println!("{self}");
        if self.delivered + self.dead < self.accepted {
            return Err("webhooks are lost".into());
        }
        Ok(())
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost = self.accepted.saturating_sub(self.delivered + self.dead);
        writeln!(
            f,
            "  accepted    {} in {:.1} s, {} of them after the relay was killed under the sender",
            self.accepted,
            self.sending.as_secs_f64(),
            self.resent
        )?;
        writeln!(f, "  kills       {}", self.kills)?;
        writeln!(
            f,
            "  waiting     {} when the destination came back",
            self.waiting
        )?;
        writeln!(
            f,
            "  delivered   {} in {:.1} s, by {} requests",
            self.delivered,
            self.total.as_secs_f64(),
            self.requests
        )?;
        writeln!(f, "  dead        {}", self.dead)?;
        write!(f, "  lost        {lost}")
    }
}

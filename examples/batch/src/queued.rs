//! The same items on many machines: through the queue of webhook-relay, from which each process takes what it can.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::stream::{self, StreamExt, TryStreamExt};
use reattempt::{Classify, Decision, Policy};
use tokio::sync::watch;
use tokio::{join, select, time};
use webhook_relay::delivery::Delivery;
use webhook_relay::queue::{Fate, Letter, NotOpened, Queue, QueueError, Work};

use crate::fetch::{self, FetchError, Page};
use crate::items::DeadLetter;
use crate::journal::{Line, beside, write_line};

/// What stands for the webhook of a delivery.
const ITEMS: &str = "items";

/// Items that are put into the queue at the same time.
const AT_ONCE: usize = 32;

/// How long the queue's server may take to come up.
const QUEUE_WAIT: Duration = Duration::from_secs(10);

/// So many can be under way when they are taken at once.
pub const FEWEST_WORKERS: usize = 16;

/// The queue of this name is one for all processes.
pub struct Queued {
    pub url: String,
    pub name: String,
    pub workers: usize,
    pub policy: Policy,
    pub timeout: Duration,
}

/// What a process has come to when no item waits any more.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// Results that this process has written.
    pub results: usize,
    /// Dead letters of all processes.
    pub dead: usize,
}

#[derive(Debug, thiserror::Error)]
pub enum QueuedError {
    #[error(transparent)]
    NotOpened(#[from] NotOpened),
    #[error("the queue")]
    Queue(#[from] QueueError),
    #[error("the results cannot be written")]
    Write(#[from] io::Error),
    #[error("no HTTP client can be made")]
    Client(#[from] reqwest::Error),
    #[error("an item is no text")]
    Item(#[from] serde_json::Error),
}

impl Queued {
    /// Puts `items` into the queue, if there are any, and works until none waits or `stop`. The dead letters are
    /// beside the results then.
    pub async fn run(
        &self,
        items: &[String],
        output: &Path,
        stop: watch::Receiver<bool>,
    ) -> Result<Report, QueuedError> {
        let queue = Queue::open(&self.url, &self.name, QUEUE_WAIT).await?;
        fill(&queue, items).await?;
        let (end, ended) = watch::channel(false);
        let worker = Arc::new(Worker {
            client: reqwest::Client::builder().timeout(self.timeout).build()?,
            policy: self.policy,
            results: Mutex::new(open(output)?),
            written: AtomicUsize::new(0),
            failure: Mutex::default(),
            end,
        });
        let work = queue.run(Arc::clone(&worker), self.workers, ended.clone());
        let ((), watched) = join!(work, worker.watch(&queue, stop, ended));
        watched?;
        if let Some(error) = locked(&worker.failure).take() {
            return Err(error.into());
        }
        let dead = write_dead(&queue, &beside(output, ".dead")).await?;
        let results = worker.written.load(Relaxed);
        Ok(Report { results, dead })
    }
}

/// An item that is there already is not put there again, for an hour after it was done.
async fn fill(queue: &Queue, items: &[String]) -> Result<(), QueuedError> {
    let pushes = stream::iter(items.iter().enumerate()).map(|(number, item)| async move {
        let payload = serde_json::value::to_raw_value(item)?;
        let delivery = Delivery::new(ITEMS, number.to_string(), payload);
        Ok(queue.push(&delivery.into(), Duration::ZERO).await?)
    });
    pushes.buffer_unordered(AT_ONCE).try_collect().await
}

struct Worker {
    client: reqwest::Client,
    policy: Policy,
    results: Mutex<File>,
    written: AtomicUsize,
    /// The first one that kept a result from being written.
    failure: Mutex<Option<io::Error>>,
    end: watch::Sender<bool>,
}

impl Worker {
    /// Ends the work when there is none, or nobody wants it any more.
    async fn watch(
        &self,
        queue: &Queue,
        mut stop: watch::Receiver<bool>,
        mut ended: watch::Receiver<bool>,
    ) -> Result<(), QueueError> {
        let mut look = time::interval(Duration::from_millis(500));
        let watched = loop {
            select! {
                _ = look.tick() => match queue.depth().await {
                    Ok(depth) if depth.waiting == 0 => break Ok(()),
                    // It is asked again.
                    Ok(_) => {}
                    Err(error) if error.classify().is_retryable() => {}
                    Err(error) => break Err(error),
                },
                _ = stop.wait_for(|stop| *stop) => break Ok(()),
                _ = ended.wait_for(|ended| *ended) => break Ok(()),
            }
        };
        self.end.send_replace(true);
        watched
    }

    /// On the disk before the queue hears of it.
    fn write(&self, item: &str, page: &Page) -> io::Result<()> {
        let mut results = locked(&self.results);
        write_line(&mut results, &Line { item, page })?;
        results.sync_data()?;
        self.written.fetch_add(1, Relaxed);
        Ok(())
    }
}

impl Work for Worker {
    fn webhooks(&self) -> Vec<String> {
        vec![ITEMS.to_owned()]
    }

    async fn work(&self, mut delivery: Delivery) -> Fate {
        let item: String = match serde_json::from_str(delivery.payload.get()) {
            Ok(item) => item,
            Err(error) => return Fate::Dead(Letter::new(delivery, error.to_string(), "no item")),
        };
        delivery.attempts += 1;
        match fetch::once(&self.client, &item).await {
            Ok(page) => match self.write(&item, &page) {
                Ok(()) => Fate::Done,
                // It is for another process to do.
                Err(error) => {
                    locked(&self.failure).get_or_insert(error);
                    self.end.send_replace(true);
                    let after = Duration::from_secs(1);
                    Fate::Again { delivery, after }
                }
            },
            Err(error) => self.failed(delivery, &error),
        }
    }
}

impl Worker {
    fn failed(&self, mut delivery: Delivery, error: &FetchError) -> Fate {
        let next = self
            .policy
            .next(&delivery.past(), error.classify(), error.retry_after());
        match next.expect("a policy from flags has no backoff of its own") {
            Decision::Retry { after } => {
                delivery.previous = after;
                Fate::Again { delivery, after }
            }
            Decision::Stop(reason) => {
                Fate::Dead(Letter::new(delivery, error.name(), &reason.to_string()))
            }
        }
    }
}

/// In the form of every other run, so that they are a list as well.
async fn write_dead(queue: &Queue, path: &Path) -> Result<usize, QueuedError> {
    let letters = queue.dead(u32::MAX, 0).await?;
    let mut file = File::create(path)?;
    for letter in &letters {
        let Letter {
            delivery,
            error,
            reason,
            ..
        } = letter;
        // Somebody else may have put there what is no item.
        let payload = delivery.payload.get();
        let letter = DeadLetter {
            item: serde_json::from_str(payload).unwrap_or_else(|_| payload.to_owned()),
            error: error.clone(),
            attempts: delivery.attempts,
            reason: reason.clone(),
        };
        write_line(&mut file, &letter)?;
    }
    file.sync_data()?;
    Ok(letters.len())
}

/// For more results. Half a line, which a crash has left, is cut off.
fn open(output: &Path) -> io::Result<File> {
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(output)?;
    file.try_lock()?;
    let text = fs::read(output)?;
    let whole = text.iter().rposition(|byte| *byte == b'\n');
    file.set_len(whole.map_or(0, |end| end as u64 + 1))?;
    file.seek(SeekFrom::End(0))?;
    file.flush()?;
    Ok(file)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { results, dead } = self;
        write!(
            f,
            "no item waits; {results} results by this process, {dead} dead letters by all"
        )
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

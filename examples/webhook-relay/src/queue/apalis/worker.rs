//! Takes jobs and makes attempts of them.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use apalis::prelude::{
    BackendExt, Data, ParallelizeExt, TaskId, WorkerBuilder, WorkerBuilderExt, WorkerContext,
    WorkerError,
};
use reattempt::Retry;
use tokio::select;
use tokio::sync::watch;

use super::storage::{Bytes, Storage};
use super::{Apalis, strangers};
use crate::queue::{Ended, Fate, Item, Queue, QueueError, RESTART, Work};

/// How often a worker that has nothing to do looks again.
const INTERVAL: Duration = Duration::from_millis(200);

/// What an attempt needs.
struct Job<W> {
    queue: Queue,
    work: Arc<W>,
}

impl<W> Clone for Job<W> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
            work: Arc::clone(&self.work),
        }
    }
}

/// Keeps a worker running until `stop`.
pub(in crate::queue) async fn run<W: Work>(
    queue: &Queue,
    apalis: &Apalis,
    work: Arc<W>,
    most: usize,
    stop: watch::Receiver<bool>,
) {
    let job = Job {
        queue: queue.clone(),
        work,
    };
    tokio::join!(
        keep_running(apalis, &job, most, stop.clone()),
        apalis.letters.prune_until(stop),
    );
}

async fn keep_running<W: Work>(
    apalis: &Apalis,
    job: &Job<W>,
    most: usize,
    mut stop: watch::Receiver<bool>,
) {
    let retry = Retry::new(RESTART).name("queue.worker");
    let mut retry = retry.start();
    while !*stop.borrow() {
        if let Err(error) = strangers::move_all(&job.queue, &apalis.letters).await {
            tracing::warn!(%error, "rows that are no jobs stay in the queue's table");
        }
        let run = run_once(&apalis.storage, job.clone(), most, stop.clone());
        let ended = Box::pin(run).await;
        if *stop.borrow() {
            break;
        }
        retry.reset_after(Duration::from_mins(1));
        let why = ended.map_or_else(|error| error.to_string(), |()| "by itself".to_owned());
        select! {
            _ = retry.wait_async(Ended(why)) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }
}

async fn run_once<W: Work>(
    storage: &Storage,
    job: Job<W>,
    most: usize,
    stop: watch::Receiver<bool>,
) -> Result<(), WorkerError> {
    // Of two workers with one name the second is not let in, nor is this one's successor for a while.
    let name = format!("relay-{:032x}", rand::random::<u128>());
    let context = WorkerContext::new(&name);
    match storage {
        Storage::Sqlite(storage) => {
            let worker = WorkerBuilder::new(&context)
                .backend(
                    storage
                        .clone()
                        .with_codec(Bytes)
                        .poll_with_interval(INTERVAL),
                )
                .data(job)
                .concurrency(most)
                .parallelize(tokio::spawn)
                .build(attempt::<W>);
            until(worker.run(), &context, stop).await
        }
        Storage::Postgres(storage) => {
            let worker = WorkerBuilder::new(&context)
                .backend(
                    storage
                        .clone()
                        .with_codec(Bytes)
                        .poll_with_interval(INTERVAL),
                )
                .data(job)
                .concurrency(most)
                .parallelize(tokio::spawn)
                .build(attempt::<W>);
            until(worker.run(), &context, stop).await
        }
    }
}

/// An error leaves the job to the engine, which gives it out again.
async fn attempt<W: Work>(bytes: Vec<u8>, id: TaskId, job: Data<Job<W>>) -> Result<(), QueueError> {
    let delivery = match Item::read(&bytes, "unknown", &format!("unreadable-{id}")) {
        Item::Delivery(delivery) => delivery,
        Item::Letter(letter) => return job.queue.bury(&letter).await,
    };
    match job.work.work(delivery).await {
        Fate::Done => Ok(()),
        Fate::Dead(letter) => job.queue.bury(&letter).await,
        Fate::Again {
            mut delivery,
            after,
        } => {
            delivery.queued += 1;
            job.queue.push(&delivery.into(), after).await
        }
    }
}

/// Lets what was begun end. The engine's own `run_until` would wait for `stop` even if the worker ends before.
async fn until(
    worker: impl Future<Output = Result<(), WorkerError>>,
    context: &WorkerContext,
    mut stop: watch::Receiver<bool>,
) -> Result<(), WorkerError> {
    let mut worker = pin!(worker);
    select! {
        ended = &mut worker => return ended,
        _ = stop.wait_for(|stop| *stop) => {}
    }
    context.stop()?;
    worker.await
}

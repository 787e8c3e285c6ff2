//! Takes jobs and makes attempts of them.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use apalis::prelude::{
    BackendExt, Data, ParallelizeExt, WorkerBuilder, WorkerBuilderExt, WorkerContext, WorkerError,
};
use reattempt::{Classify, Policy, Retry};
use tokio::select;
use tokio::sync::watch;

use super::QueueError;
use super::engine::Engine;
use crate::delivery::Delivery;
use crate::relay::Relay;

/// How often a worker that has nothing to do looks again.
const INTERVAL: Duration = Duration::from_millis(200);

/// A worker ends when the database fails it, and the next one is as likely to find it again as this one.
const RESTART: Policy = Policy::builder()
    .unlimited()
    .initial_delay(Duration::from_millis(200))
    .max_delay(Duration::from_secs(5))
    .build();

#[derive(Debug, thiserror::Error, Classify)]
#[error("the worker has ended: {0}")]
#[classify(transient)]
struct Ended(String);

/// Keeps a worker running until `stop`.
pub(super) async fn run(
    engine: &Engine,
    relay: Arc<Relay>,
    concurrency: usize,
    mut stop: watch::Receiver<bool>,
) {
    let retry = Retry::new(RESTART).name("queue.worker");
    let mut retry = retry.start();
    while !*stop.borrow() {
        let ended = run_once(engine, Arc::clone(&relay), concurrency, stop.clone()).await;
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

async fn run_once(
    engine: &Engine,
    relay: Arc<Relay>,
    concurrency: usize,
    stop: watch::Receiver<bool>,
) -> Result<(), WorkerError> {
    // Of two workers with one name the second is not let in, nor is this one's successor for a while.
    let name = format!("relay-{:032x}", rand::random::<u128>());
    let context = WorkerContext::new(&name);
    match engine {
        Engine::Sqlite(storage) => {
            let worker = WorkerBuilder::new(&context)
                .backend(storage.clone().poll_with_interval(INTERVAL))
                .data(relay)
                .concurrency(concurrency)
                .parallelize(tokio::spawn)
                .build(attempt);
            until(worker.run(), &context, stop).await
        }
        Engine::Postgres(storage) => {
            let worker = WorkerBuilder::new(&context)
                .backend(storage.clone().poll_with_interval(INTERVAL))
                .data(relay)
                .concurrency(concurrency)
                .parallelize(tokio::spawn)
                .build(attempt);
            until(worker.run(), &context, stop).await
        }
    }
}

/// An error leaves the job to the engine, which gives it out again.
async fn attempt(delivery: Delivery, relay: Data<Arc<Relay>>) -> Result<(), QueueError> {
    relay.work(delivery).await
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

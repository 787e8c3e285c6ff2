//! Many items at a time, by threads or by tasks. What an item is and what is done with it is none of its
//! business.

use std::{panic, thread};

use rayon::ThreadPoolBuildError;
use rayon::iter::{ParallelBridge, ParallelIterator};
use reattempt::CancelHandle;
use tokio::sync::mpsc::Sender;
use tokio::task::{JoinError, JoinSet};

/// Calls `work` for each item on so many threads, and sends what comes of it, until `stop` is cancelled.
/// A panic in `work` goes on to the caller.
pub fn threads<I: Send, O: Send>(
    workers: usize,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> O + Sync,
    stop: &CancelHandle,
    done: Sender<O>,
) -> Result<(), ThreadPoolBuildError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()?;
    // A bridge hands the items out in their order, so that few are done long before others.
    pool.install(|| {
        items.par_bridge().for_each_with(done, |done, item| {
            if !stop.is_cancelled() {
                let _guard = StopOnPanic(stop);
                // Nobody listens any more where nothing can be written.
                let _ = done.blocking_send(work(item));
            }
        });
    });
    Ok(())
}

/// A thread that unwinds leaves the others the rest of the list.
struct StopOnPanic<'a>(&'a CancelHandle);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.cancel();
        }
    }
}

/// The same by so many tasks at a time.
pub async fn tasks<I, F: Future<Output: Send> + Send + 'static>(
    workers: usize,
    items: impl Iterator<Item = I>,
    work: impl Fn(I) -> F,
    stop: &CancelHandle,
    done: Sender<F::Output>,
) {
    let mut running = JoinSet::new();
    for item in items {
        if running.len() == workers {
            deliver(running.join_next().await, &done).await;
        }
        if stop.is_cancelled() {
            break;
        }
        running.spawn(work(item));
    }
    while !running.is_empty() {
        deliver(running.join_next().await, &done).await;
    }
}

async fn deliver<O>(joined: Option<Result<O, JoinError>>, done: &Sender<O>) {
    match joined {
        Some(Ok(output)) => _ = done.send(output).await,
        Some(Err(error)) => panic::resume_unwind(error.into_panic()),
        None => {}
    }
}

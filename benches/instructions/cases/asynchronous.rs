//! An async function, polled without a runtime.

use super::Contender::{Backon, LoopAround, LoopInline, Plain, Reattempt, TokioRetry};
use super::{Case, Entry, MAX_ATTEMPTS, MAX_RETRIES};
use crate::load::Load;
use crate::server::{Error, Server};
use backon::{ConstantBuilder, Retryable};
use reattempt::retry;
use std::time::Duration;
use tokio::task::yield_now;
use tokio::time::sleep;
use tokio_retry::{RetryIf, strategy::FixedInterval};

pub(crate) const SUCCESS: Case = Case {
    name: "async, success",
    load: Load::successes,
    contenders: &[
        PLAIN,
        LOOP_INLINE,
        LOOP_AROUND,
        REATTEMPT,
        BACKON,
        (TokioRetry, |load| load.put_on_async(with_tokio_retry)),
    ],
};

/// Without tokio-retry, which cannot wait without tokio's timer.
pub(crate) const RETRY: Case = Case {
    name: "async, a retry without delay",
    load: Load::retries_of_one_call,
    contenders: &[PLAIN, LOOP_INLINE, LOOP_AROUND, REATTEMPT, BACKON],
};

const PLAIN: Entry = (Plain, |load| load.put_on_async(plain));
const LOOP_INLINE: Entry = (LoopInline, |load| load.put_on_async(loop_inline));
const LOOP_AROUND: Entry = (LoopAround, |load| load.put_on_async(loop_around));
const REATTEMPT: Entry = (Reattempt, |load| load.put_on_async(with_reattempt));
const BACKON: Entry = (Backon, |load| load.put_on_async(with_backon));

/// A wait that lets other tasks run, and leaves the timer alone where there is nothing to wait for.
async fn pause(delay: Duration) {
    if delay.is_zero() {
        yield_now().await;
    } else {
        sleep(delay).await;
    }
}

async fn plain(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.answer(id).await?;
    Ok(reply + 1)
}

async fn loop_inline(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result = async {
            let reply = server.answer(id).await?;
            Ok(reply + 1)
        };
        match result.await {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && Error::is_busy(&error) => {
                attempt += 1;
                pause(Duration::ZERO).await;
            }
            Err(error) => return Err(error),
        }
    }
}

async fn loop_around(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match plain(server, id).await {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && error.is_busy() => {
                attempt += 1;
                pause(Duration::ZERO).await;
            }
            Err(error) => return Err(error),
        }
    }
}

#[retry(max_attempts = MAX_ATTEMPTS, backoff = "fixed", initial_delay = "0s", on = [Busy])]
async fn with_reattempt(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.answer(id).await?;
    Ok(reply + 1)
}

async fn with_backon(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ConstantBuilder::new()
        .with_delay(Duration::ZERO)
        .with_max_times(MAX_RETRIES);
    (|| plain(server, id))
        .retry(policy)
        .sleep(pause)
        .when(Error::is_busy)
        .await
}

async fn with_tokio_retry(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = FixedInterval::new(Duration::ZERO).take(MAX_RETRIES);
    RetryIf::start(delays, || plain(server, id), Error::is_busy).await
}

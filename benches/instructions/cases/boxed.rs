//! A function that returns a boxed future, as `#[async_trait]` methods do.

use super::Contender::{Backon, LoopAround, LoopInline, Plain, Reattempt, TokioRetry};
use super::{Case, MAX_ATTEMPTS, MAX_RETRIES};
use crate::load::Load;
use crate::server::{Error, Server};
use backon::{ConstantBuilder, Retryable};
use reattempt::retry;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::sleep;
use tokio_retry::{RetryIf, strategy::FixedInterval};

pub(crate) const SUCCESS: Case = Case {
    name: "boxed future, success",
    load: Load::successes,
    contenders: &[
        (Plain, |load| load.put_on_async(plain)),
        (LoopInline, |load| load.put_on_async(loop_inline)),
        (LoopAround, |load| load.put_on_async(loop_around)),
        (Reattempt, |load| load.put_on_async(with_reattempt)),
        (Backon, |load| load.put_on_async(with_backon)),
        (TokioRetry, |load| load.put_on_async(with_tokio_retry)),
    ],
};

const DELAY: Duration = Duration::from_millis(100);

type Reply<'a> = Pin<Box<dyn Future<Output = Result<u64, Error>> + 'a>>;

async fn once(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.answer(id).await?;
    Ok(reply + 1)
}

#[inline(never)]
fn plain(server: &Server, id: u64) -> Reply<'_> {
    Box::pin(once(server, id))
}

#[inline(never)]
fn loop_inline(server: &Server, id: u64) -> Reply<'_> {
    Box::pin(async move {
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
                    sleep(DELAY).await;
                }
                Err(error) => return Err(error),
            }
        }
    })
}

#[inline(never)]
fn loop_around(server: &Server, id: u64) -> Reply<'_> {
    Box::pin(async move {
        let mut attempt = 1;
        loop {
            match once(server, id).await {
                Ok(value) => return Ok(value),
                Err(error) if attempt < MAX_ATTEMPTS && error.is_busy() => {
                    attempt += 1;
                    sleep(DELAY).await;
                }
                Err(error) => return Err(error),
            }
        }
    })
}

#[retry(max_attempts = MAX_ATTEMPTS, initial_delay = DELAY, on = [Busy])]
#[inline(never)]
fn with_reattempt(
    server: &Server,
    id: u64,
) -> Pin<Box<dyn Future<Output = Result<u64, Error>> + '_>> {
    Box::pin(async move {
        let reply = server.answer(id).await?;
        Ok(reply + 1)
    })
}

#[inline(never)]
fn with_backon(server: &Server, id: u64) -> Reply<'_> {
    let policy = ConstantBuilder::new()
        .with_delay(DELAY)
        .with_max_times(MAX_RETRIES);
    Box::pin(async move {
        (|| once(server, id))
            .retry(policy)
            .when(Error::is_busy)
            .await
    })
}

#[inline(never)]
fn with_tokio_retry(server: &Server, id: u64) -> Reply<'_> {
    let delays = FixedInterval::new(DELAY).take(MAX_RETRIES);
    Box::pin(RetryIf::start(
        delays,
        move || once(server, id),
        Error::is_busy,
    ))
}

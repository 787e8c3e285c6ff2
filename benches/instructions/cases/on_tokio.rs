//! What a retry without delay costs on tokio, its scheduler and timer included.

use super::Contender::{Backon, LoopAround, Reattempt, TokioRetry};
use super::{Case, MAX_ATTEMPTS, MAX_RETRIES};
use crate::load::Load;
use crate::server::{Error, Server};
use backon::{ConstantBuilder, Retryable};
use reattempt::retry;
use std::time::Duration;
use tokio::time::sleep;
use tokio_retry::{RetryIf, strategy::FixedInterval};

pub(crate) const RETRY: Case = Case {
    name: "on tokio, a retry without delay",
    load: Load::retries_of_one_call,
    contenders: &[
        (LoopAround, |load| load.put_on_tokio(loop_around)),
        (Reattempt, |load| load.put_on_tokio(with_reattempt)),
        (Backon, |load| load.put_on_tokio(with_backon)),
        (TokioRetry, |load| load.put_on_tokio(with_tokio_retry)),
    ],
};

async fn once(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.answer(id).await?;
    Ok(reply + 1)
}

async fn loop_around(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match once(server, id).await {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && error.is_busy() => {
                attempt += 1;
                sleep(Duration::ZERO).await;
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
    (|| once(server, id))
        .retry(policy)
        .when(Error::is_busy)
        .await
}

async fn with_tokio_retry(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = FixedInterval::new(Duration::ZERO).take(MAX_RETRIES);
    RetryIf::start(delays, || once(server, id), Error::is_busy).await
}

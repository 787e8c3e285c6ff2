//! A function that is not async.

use super::Contender::{Backon, LoopAround, LoopInline, Plain, Reattempt, Retry};
use super::{Case, Entry, MAX_ATTEMPTS, MAX_RETRIES};
use crate::load::Load;
use crate::server::{Error, Server};
use backon::{BlockingRetryable, ConstantBuilder};
use reattempt::retry;
use retry::OperationResult;
use std::thread;
use std::time::Duration;

pub(crate) const SUCCESS: Case = Case {
    name: "sync, success",
    load: Load::successes,
    contenders: CONTENDERS,
};

/// With something of the user's between attempts, and with a budget: the forms that are a loop.
pub(crate) const SUCCESS_WITH_WHEN: Case = Case {
    name: "sync with `when`, success",
    load: Load::successes,
    contenders: &[
        (Plain, |load| load.put_on(plain)),
        (LoopInline, |load| load.put_on(loop_inline)),
        (LoopAround, |load| load.put_on(loop_around)),
        (Reattempt, |load| load.put_on(with_when)),
    ],
};

pub(crate) const SUCCESS_WITH_BUDGET: Case = Case {
    name: "sync with `budget`, success",
    load: Load::successes,
    contenders: &[
        (Plain, |load| load.put_on(plain)),
        (LoopInline, |load| load.put_on(loop_inline)),
        (LoopAround, |load| load.put_on(loop_around)),
        (Reattempt, |load| load.put_on(with_budget)),
    ],
};

pub(crate) const ONE_RETRY: Case = Case {
    name: "sync, one retry without delay",
    load: Load::calls_with_one_retry,
    contenders: CONTENDERS,
};

const CONTENDERS: &[Entry] = &[
    (Plain, |load| load.put_on(plain)),
    (LoopInline, |load| load.put_on(loop_inline)),
    (LoopAround, |load| load.put_on(loop_around)),
    (Reattempt, |load| load.put_on(with_reattempt)),
    (Backon, |load| load.put_on(with_backon)),
    (Retry, |load| load.put_on(with_retry)),
];

#[inline(never)]
pub(super) fn plain(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.ask(id)?;
    Ok(reply + 1)
}

#[inline(never)]
pub(super) fn loop_inline(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        let result = (|| {
            let reply = server.ask(id)?;
            Ok(reply + 1)
        })();
        match result {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && Error::is_busy(&error) => {
                attempt += 1;
                thread::sleep(Duration::ZERO);
            }
            Err(error) => return Err(error),
        }
    }
}

#[inline(never)]
pub(super) fn loop_around(server: &Server, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match once(server, id) {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && error.is_busy() => {
                attempt += 1;
                thread::sleep(Duration::ZERO);
            }
            Err(error) => return Err(error),
        }
    }
}

fn once(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.ask(id)?;
    Ok(reply + 1)
}

#[retry(max_attempts = MAX_ATTEMPTS, backoff = "fixed", initial_delay = "0s", on = [Busy])]
#[inline(never)]
fn with_reattempt(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.ask(id)?;
    Ok(reply + 1)
}

#[retry(max_attempts = MAX_ATTEMPTS, backoff = ["0s"], when = Error::is_busy)]
#[inline(never)]
fn with_when(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.ask(id)?;
    Ok(reply + 1)
}

#[retry(max_attempts = MAX_ATTEMPTS, backoff = ["0s"], on = [Busy], budget)]
#[inline(never)]
fn with_budget(server: &Server, id: u64) -> Result<u64, Error> {
    let reply = server.ask(id)?;
    Ok(reply + 1)
}

#[inline(never)]
pub(super) fn with_backon(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = ConstantBuilder::new()
        .with_delay(Duration::ZERO)
        .with_max_times(MAX_RETRIES);
    (|| {
        let reply = server.ask(id)?;
        Ok(reply + 1)
    })
    .retry(policy)
    .when(Error::is_busy)
    .call()
}

#[inline(never)]
pub(super) fn with_retry(server: &Server, id: u64) -> Result<u64, Error> {
    let delays = retry::delay::NoDelay.take(MAX_RETRIES);
    retry::retry(delays, || match server.ask(id) {
        Ok(reply) => OperationResult::Ok(reply + 1),
        Err(error) if error.is_busy() => OperationResult::Retry(error),
        Err(error) => OperationResult::Err(error),
    })
    .map_err(|failure| failure.error)
}

//! A closure that a value calls, beside the loops that are written into the function.

use super::Contender::{Backon, LoopAround, LoopInline, Plain, Reattempt, Retry};
use super::{Case, Entry, MAX_ATTEMPTS, sync};
use crate::load::Load;
use crate::server::{Error, Server};
use reattempt::Policy;
use std::time::Duration;

/// Beside the loops of [`sync`].
pub(crate) const SUCCESS_BY_POLICY: Case = Case {
    name: "closure by a `Policy`, success",
    load: Load::successes,
    contenders: &contenders(|load| load.put_on(by_policy)),
};

pub(crate) const SUCCESS_BY_RETRY: Case = Case {
    name: "closure by a `Retry`, success",
    load: Load::successes,
    contenders: &contenders(|load| load.put_on(by_retry)),
};

const fn contenders(ours: fn(Load)) -> [Entry; 6] {
    [
        (Plain, |load| load.put_on(sync::plain)),
        (LoopInline, |load| load.put_on(sync::loop_inline)),
        (LoopAround, |load| load.put_on(sync::loop_around)),
        (Reattempt, ours),
        (Backon, |load| load.put_on(sync::with_backon)),
        (Retry, |load| load.put_on(sync::with_retry)),
    ]
}

const POLICY: Policy = Policy::builder()
    .max_attempts(MAX_ATTEMPTS)
    .initial_delay(Duration::ZERO)
    .build();

static RETRY: reattempt::Retry = reattempt::Retry::new(POLICY);

#[inline(never)]
fn by_policy(server: &Server, id: u64) -> Result<u64, Error> {
    POLICY.call(|| {
        let reply = server.ask(id)?;
        Ok(reply + 1)
    })
}

#[inline(never)]
fn by_retry(server: &Server, id: u64) -> Result<u64, Error> {
    RETRY.call(|| {
        let reply = server.ask(id)?;
        Ok(reply + 1)
    })
}

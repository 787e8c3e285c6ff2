//! What is measured. The loops written by hand are what a careful engineer writes for one function;
//! every contender makes at most as many attempts, and retries [`Error::Busy`] only.
//!
//! [`Error::Busy`]: crate::server::Error::Busy

mod asynchronous;
mod boxed;
mod closure;
mod delays;
mod method;
mod on_tokio;
mod sync;

use crate::load::Load;

/// More than any case needs, so that one call can be made to retry a thousand times.
const MAX_ATTEMPTS: u32 = 1_000_000;
const MAX_RETRIES: usize = MAX_ATTEMPTS as usize - 1;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Contender {
    /// The function without any retrying.
    Plain,
    /// A loop written by hand with the body inside it.
    LoopInline,
    /// A loop written by hand around an inner function.
    LoopAround,
    Reattempt,
    Backon,
    TokioRetry,
    Retry,
}

impl Contender {
    pub(crate) const ALL: [Contender; 7] = [
        Contender::Plain,
        Contender::LoopInline,
        Contender::LoopAround,
        Contender::Reattempt,
        Contender::Backon,
        Contender::TokioRetry,
        Contender::Retry,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Contender::Plain => "no retry",
            Contender::LoopInline => "loop",
            Contender::LoopAround => "loop+fn",
            Contender::Reattempt => "reattempt",
            Contender::Backon => "backon",
            Contender::TokioRetry => "tokio-retry",
            Contender::Retry => "retry",
        }
    }
}

/// A contender and how it carries a load.
pub(crate) type Entry = (Contender, fn(Load));

pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The load that makes something happen so often; its cost divided by that is what is reported.
    pub(crate) load: fn(u32) -> Load,
    pub(crate) contenders: &'static [Entry],
}

pub(crate) const ALL: &[Case] = &[
    sync::SUCCESS,
    sync::SUCCESS_WITH_WHEN,
    sync::SUCCESS_WITH_BUDGET,
    sync::ONE_RETRY,
    closure::SUCCESS_BY_POLICY,
    closure::SUCCESS_BY_RETRY,
    method::SUCCESS,
    asynchronous::SUCCESS,
    asynchronous::RETRY,
    boxed::SUCCESS,
    on_tokio::RETRY,
    delays::SMALL_RNG,
    delays::THREAD_RNG,
];

//! What a user writes, as text: each function is written out many times, with another number for `NUMBER`.
//!
//! All do the same: at most 5 attempts, exponential backoff from 100 ms, no delay over 10 s, with
//! jitter, for busy errors only. Each function has its numbers to itself, as if others had others.

mod backon;
mod backon_macros;
mod hand_loop;
mod loop_around;
mod no_retry;
mod reattempt;
mod retry;
mod retry_if;
mod tokio_retry;
mod tokio_retry2;
mod tower;
mod tryhard;

pub(super) struct Candidate {
    pub(super) name: &'static str,
    /// What a user adds for it: those of `benches/calls/Cargo.toml`, with the versions and features there.
    pub(super) dependencies: &'static [&'static str],
    /// None where there is no form for it.
    pub(super) sync: Option<Source>,
    pub(super) asynchronous: Option<Source>,
}

pub(super) struct Source {
    /// What these functions use beside it.
    pub(super) beside: &'static [&'static str],
    /// Once for all functions of a crate.
    pub(super) top: &'static str,
    pub(super) function: &'static str,
}

pub(super) const ALL: &[Candidate] = &[
    no_retry::CANDIDATE,
    hand_loop::CANDIDATE,
    loop_around::CANDIDATE,
    reattempt::CANDIDATE,
    backon::CANDIDATE,
    backon_macros::CANDIDATE,
    tokio_retry::CANDIDATE,
    tokio_retry2::CANDIDATE,
    retry::CANDIDATE,
    tryhard::CANDIDATE,
    tower::CANDIDATE,
    retry_if::CANDIDATE,
];

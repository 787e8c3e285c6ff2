//! The options, about a module each: what each of them makes of a call.

mod attempt;
mod attempt_timeout;
mod attempt_timeout_limits;
mod backoff;
mod classes;
mod hints;
mod hooks;
mod instances;
mod jitter;
mod max_attempts;
mod max_elapsed;
mod on_event;
mod policy;
mod returns;
mod selection;
mod sleep;
#[path = "../support/mod.rs"]
mod support;
mod until;
mod unwind;

use reattempt::Interrupted;

/// An error that can say that a call was interrupted.
#[derive(Debug, PartialEq, thiserror::Error)]
enum Interruptible {
    #[error("call {0}: i/o")]
    Io(u32),
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

/// An error that cannot.
#[derive(Debug)]
struct Foreign;

//! The options, a module each: what each of them makes of a call.

mod attempt;
mod attempt_timeout;
mod backoff;
mod classes;
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

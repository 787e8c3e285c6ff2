//! What surrounds a call: clock, seed, overrides; bound to a thread or a task.

mod calls;
mod policy_in_force;
#[path = "../support/mod.rs"]
mod support;
mod tasks;

//! Runs a call: what the expansion of the attribute and the calls of `value` go through. Uses everything before it.

mod admitted;
pub(crate) mod arguments;
mod deadline;
pub(crate) mod decision;
pub(crate) mod drive;
pub(crate) mod entry;
pub(crate) mod guards;
pub(crate) mod hooks;
mod in_force;
#[cfg(feature = "test-util")]
pub(crate) mod injected;
pub(crate) mod judge;
pub(crate) mod nested;
pub(crate) mod returns;
pub(crate) mod settle;
pub(crate) mod state;
pub(crate) mod timeout;
pub(crate) mod timer;

//! Runs a call: what the expansion of the attribute and the calls of `value` go through. Uses everything before it.

//!
//! Without `std` there are no guards and timers, and there is nothing around a call: what stands in their place is in
//! `bare`.

#[cfg(feature = "std")]
mod admitted;
pub(crate) mod arguments;
mod deadline;
pub(crate) mod decision;
#[cfg(all(test, feature = "std"))]
mod decision_tests;
#[cfg(feature = "std")]
pub(crate) mod drive;
pub(crate) mod entry;
#[cfg_attr(not(feature = "std"), path = "bare/guards.rs")]
pub(crate) mod guards;
#[cfg_attr(not(feature = "std"), path = "bare/held.rs")]
mod held;
pub(crate) mod hooks;
#[cfg_attr(not(feature = "std"), path = "bare/in_force.rs")]
mod in_force;
#[cfg(feature = "test-util")]
pub(crate) mod injected;
#[cfg(feature = "std")]
pub(crate) mod judge;
#[cfg(feature = "std")]
pub(crate) mod nested;
pub(crate) mod returns;
#[cfg(feature = "std")]
pub(crate) mod settle;
pub(crate) mod state;
#[cfg_attr(not(feature = "std"), path = "bare/surroundings.rs")]
mod surroundings;
pub(crate) mod timeout;
#[cfg_attr(not(feature = "std"), path = "bare/timer.rs")]
pub(crate) mod timer;
pub(crate) mod waits;

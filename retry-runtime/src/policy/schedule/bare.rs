//! The delays of a policy. The table of its attempts needs a heap.

mod countdown;
mod delays;

pub use delays::Delays;

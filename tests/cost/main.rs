//! What a retried function costs: allocations, looks at clock and timer, the size of its future. The
//! allocations are counted by an allocator of this process, thread by thread.

mod allocations;
mod guards;
mod seams;
mod size;
#[path = "../support/mod.rs"]
mod support;
mod values;

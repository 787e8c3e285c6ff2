//! Where an async call keeps its state: on the heap, so that the future stays small.

pub(super) use std::boxed::Box as Held;

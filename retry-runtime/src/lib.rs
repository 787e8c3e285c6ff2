//! What the `#[retry]` attribute needs at run time.

mod class;

pub use class::Class;

//! The kit for tests: a recorder, and outcomes in the place of a body. Without the feature `test-util`
//! there is left what has to compile with and without it.

mod compiles;
#[cfg(feature = "test-util")]
mod observers;
#[cfg(feature = "test-util")]
mod recorder;
#[cfg(feature = "test-util")]
mod script;
#[cfg(feature = "test-util")]
mod types;

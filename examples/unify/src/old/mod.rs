//! The six loops as they stood, each written by somebody else, at another time. Only the call inside is handed in, so
//! that the shadow can look on.

pub mod agent;
pub mod api;
pub mod database;
pub mod files;
pub mod llm;
pub mod socket;

// What `.ci/one-system` adds to see it refused.
#[cfg(seventh_loop)]
pub mod seventh;

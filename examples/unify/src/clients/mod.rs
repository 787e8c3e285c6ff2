//! The dependencies, one a file. Each has a function `.._once`, which makes one attempt, and one beside it with
//! the same arguments, which retries by a policy of its own.

pub mod agent;
pub mod api;
pub mod database;
pub mod files;
pub mod llm;
pub mod others;
pub mod socket;

//! The guards, each by its rules, by what others have published, and in simulation.

mod adaptive;
mod adaptive_simulation;
mod breaker;
mod breaker_control;
mod breaker_published;
mod breaker_slow;
mod budget;
mod budget_aws;
mod budget_control;
mod budget_forms;
mod budget_simulation;
mod circuit;
mod handles;
mod per_key;
mod per_key_model;
mod support;

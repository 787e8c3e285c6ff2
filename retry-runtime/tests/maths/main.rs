//! The arithmetic of delays, and the rules of a policy.

mod any;
mod bounds;
mod builder;
mod clamping;
mod decorrelated;
mod equality;
mod errors;
mod formulas;
mod hints;
mod presets;
mod published;
mod schedule;
mod spread;
mod tables;
mod words;

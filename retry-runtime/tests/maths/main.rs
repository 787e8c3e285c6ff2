//! The arithmetic of delays, and the rules of a policy.

mod any;
mod bounds;
mod builder;
mod errors;
mod formulas;
mod published;
mod spread;
mod words;

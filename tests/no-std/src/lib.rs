//! Retried functions as a device without an operating system has them, and what they do: [`check`] looks at it,
//! in a test and in a program that has nothing but `core`.
#![no_std]

mod bus;
mod checks;
mod functions;

pub use checks::check;

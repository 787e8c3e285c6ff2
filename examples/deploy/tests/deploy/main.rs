//! The program, against a real SSH server that counts what it saw.

#![cfg(target_os = "linux")]

mod at_once;
mod interrupted;
mod refused;
mod server;
mod settings;
mod support;

//! Attribute macros of other crates beside `#[retry]`, in the order that the guide gives for each: how often the
//! body is run, and what is listed as a retried function.

mod caches;
mod extensions;
mod futures;
mod handlers;
mod mocks;
mod server_functions;
mod spans;
mod tests;
mod wasm;

use std::io;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// What a body does: it fails, and counts how often.
struct Runs(AtomicU32);

impl Runs {
    const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    fn fail<T>(&self) -> io::Result<T> {
        self.0.fetch_add(1, Relaxed);
        Err(io::ErrorKind::ConnectionRefused.into())
    }

    /// How often since the last look.
    fn take(&self) -> u32 {
        self.0.swap(0, Relaxed)
    }
}

/// The retried functions of a module, by their names.
fn sites_in(module: &str) -> Vec<String> {
    let sites = reattempt::sites();
    sites
        .iter()
        .filter_map(|site| site.name().strip_prefix(module)?.strip_prefix("::"))
        .map(str::to_owned)
        .collect()
}

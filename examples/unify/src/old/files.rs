#![expect(clippy::disallowed_methods, reason = "one of the six")]

use std::thread;
use std::time::Duration;

use crate::error::CallError;

/// Puts its thread to sleep, also where the directory does not exist.
pub fn call<T>(mut once: impl FnMut() -> Result<T, CallError>) -> Result<T, CallError> {
    for _ in 0..9 {
        if let Ok(value) = once() {
            return Ok(value);
        }
        thread::sleep(Duration::from_millis(50));
    }
    once()
}

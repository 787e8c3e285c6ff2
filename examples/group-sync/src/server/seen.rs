//! Counts what arrives, before anything else is done with it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The header that names a create, the same in all of its attempts.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// How often each kind of request has arrived.
#[derive(Debug, Default)]
pub struct Seen(Mutex<BTreeMap<String, usize>>);

impl Seen {
    pub(super) fn add(&self, request: &str) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *seen.entry(request.to_owned()).or_default() += 1;
    }

    /// Of one kind, such as `POST /users`.
    pub fn count(&self, request: &str) -> usize {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.get(request).copied().unwrap_or_default()
    }

    /// Of all that may change something.
    pub fn writes(&self) -> usize {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let writes = seen.iter().filter(|(kind, _)| !kind.starts_with("GET"));
        writes.map(|(_, count)| count).sum()
    }
}

//! Retried functions that are called in the body of a retried function.
//!
//! Three layers of five attempts each make 125 calls of the innermost body. `nested = "suppress"`
//! on the outermost makes that 5.

use crate::call::Call;
use crate::call::history::History;
use crate::scope::Scope;
use crate::scope::enclosing::EnclosingCall;

/// The scope of an attempt under `nested = "suppress"`.
pub const fn suppressing() -> Scope {
    let mut scope = Scope::new();
    scope.enclosing = Some(EnclosingCall::Suppresses);
    scope
}

/// The scope of an attempt under `nested = "bounded"`: it ends with `max_elapsed` of `call`.
pub fn bounding(history: History<'_>, call: &Call<'_>) -> Scope {
    let end = history
        .policy(call)
        .max_elapsed()
        .zip(history.started(call));
    // An instant too far off for the system to name bounds nothing.
    let end = end.and_then(|(max_elapsed, started)| started.checked_add(max_elapsed));
    Scope {
        enclosing: end.map(EnclosingCall::EndsAt),
        ..Scope::new()
    }
}

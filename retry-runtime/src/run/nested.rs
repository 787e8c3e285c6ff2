//! Retried functions that are called in the body of a retried function.
//!
//! Three layers of five attempts each make 125 calls of the innermost body. `nested = "suppress"`
//! on the outermost makes that 5.

use crate::call::Call;
use crate::call::history::History;
use crate::scope::Scope;
use crate::scope::enclosing::EnclosingCall;

/// What a call means for retried calls inside of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nested {
    /// They retry freely.
    #[default]
    Allow,
    /// Their waits end with `max_elapsed` of this call.
    Bounded,
    /// They run once.
    Suppress,
}

impl Nested {
    /// The scope in which an attempt of `call` runs, empty where it has none of its own.
    #[doc(hidden)]
    pub fn scope(self, history: History<'_>, call: &Call<'_>) -> Scope {
        match self {
            Self::Allow => Scope::new(),
            Self::Bounded => bounding(history, call),
            Self::Suppress => suppressing(),
        }
    }
}

/// The scope of an attempt under `nested = "suppress"`.
pub const fn suppressing() -> Scope {
    let mut scope = Scope::new();
    scope.enclosing = Some(EnclosingCall::Suppresses);
    scope
}

/// The scope of an attempt under `nested = "bounded"`: it ends with `max_elapsed` of `call`.
pub fn bounding(history: History<'_>, call: &Call<'_>) -> Scope {
    Scope {
        enclosing: history.end(call).map(EnclosingCall::EndsAt),
        ..Scope::new()
    }
}

//! Retried functions that are called in the body of a retried function.
//!
//! Three layers of five attempts each make 125 calls of the innermost body. `nested = "suppress"`
//! on the outermost makes that 5.

use crate::call::Call;
use crate::call::history::History;
pub use crate::policy::nested::Nested;
#[cfg(feature = "config")]
use crate::scope;
use crate::scope::Scope;
use crate::scope::enclosing::EnclosingCall;
#[cfg(feature = "config")]
use crate::site::settings;

impl Nested {
    /// The scope in which an attempt of `call` runs, empty where it has none of its own.
    #[doc(hidden)]
    pub fn scope(self, history: History<'_>, call: &Call<'_>) -> Scope {
        match from_outside(history, call.site.name()).unwrap_or(self) {
            Self::Allow => Scope::new(),
            Self::Bounded => Scope {
                enclosing: history.end(call).map(EnclosingCall::EndsAt),
                ..Scope::new()
            },
            Self::Suppress => suppressing(),
        }
    }
}

/// The scope of an attempt under `nested = "suppress"` of the function `name`.
#[inline]
pub fn suppressing_in(history: History<'_>, name: &str) -> Scope {
    match from_outside(history, name) {
        Some(Nested::Allow | Nested::Bounded) => Scope::new(),
        Some(Nested::Suppress) | None => suppressing(),
    }
}

const fn suppressing() -> Scope {
    let mut scope = Scope::new();
    scope.enclosing = Some(EnclosingCall::Suppresses);
    scope
}

/// The scope of an attempt under `nested = "bounded"`: it ends with `max_elapsed` of `call`.
pub fn bounding(history: History<'_>, call: &Call<'_>) -> Scope {
    Nested::Bounded.scope(history, call)
}

/// What configuration says of it. From the first failure on a call keeps what it has.
#[cfg_attr(
    not(feature = "config"),
    expect(
        unused_variables,
        clippy::missing_const_for_fn,
        reason = "nothing is set"
    )
)]
#[inline]
fn from_outside(history: History<'_>, name: &str) -> Option<Nested> {
    #[cfg(feature = "config")]
    return match history.0 {
        Some(retried) => retried.in_force.settings()?.nested,
        None => settings::nested(name).filter(|_| scope::is_configured()),
    };
    #[cfg(not(feature = "config"))]
    None
}

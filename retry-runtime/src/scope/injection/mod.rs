//! Outcomes that tests put in the place of an attempt's own (feature `test-util`).
//!
//! The side of the attempt that asks is in `fit.rs`, what it may be given in `script.rs` and `faults.rs`;
//! here the two meet.

mod bound;
mod faults;
mod fit;
mod outcome;
mod script;

use core::any::{Any, TypeId};

pub(crate) use bound::Bound;
pub use faults::Faults;
pub use fit::{ErrorOf, Fit, Fits, Misfits, OutcomeOf, Same, filled};
pub use outcome::Outcome;
pub use script::Script;

/// What can be put in the place of an attempt's outcome: a [`Script`] or [`Faults`].
///
/// It cannot be implemented outside of this crate.
pub trait Injection: sealed::Sealed {
    /// What attempts ask.
    #[doc(hidden)]
    fn source(&self) -> Box<dyn Source>;
}

mod sealed {
    pub trait Sealed {}
}

/// Where outcomes come from, free of their type.
#[doc(hidden)]
pub trait Source: Send + Sync {
    /// Says what the attempt comes to.
    ///
    /// # Errors
    /// If what it has is not of the function's type: how so.
    fn next(&self, function: &Function) -> Result<Answer, String>;
}

/// What an attempt comes to.
#[doc(hidden)]
pub enum Answer {
    /// What its body does.
    Body,
    /// A whole outcome: a filler of `function.outcome`.
    Outcome(Box<dyn Any>),
    /// A failure: a filler of `function.failure`.
    Failure(Box<dyn Any>),
}

/// The function that asks, and what it can take.
#[doc(hidden)]
pub struct Function {
    pub(crate) name: &'static str,
    /// The type of its outcomes.
    pub(crate) returns: &'static str,
    pub(crate) outcome: Option<TypeId>,
    pub(crate) failure: Option<TypeId>,
}

impl Function {
    /// Says that something does not fit.
    fn misfit(&self, what: &str) -> String {
        let Self { name, returns, .. } = self;
        let but = match self.failure {
            Some(_) => "",
            None => "; nothing can be injected into a function of this type",
        };
        format!("{what} `{name}`, which returns `{returns}`{but}")
    }
}

/// What an attempt comes to, of the function's own types again.
pub enum Injected<O, E> {
    /// A whole outcome.
    Outcome(O),
    /// A failure.
    Failure(E),
}

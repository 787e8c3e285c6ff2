//! Outcomes that tests put in the place of an attempt's own (feature `test-util`).
//!
//! An attempt asks the scope before it runs the body. Its side is in `fit.rs`, what it may be given in
//! `script.rs` and `faults.rs`; here the two meet.

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

use crate::scope;

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
    fn next(&self, function: &Function) -> Result<Next, String>;
}

/// What an attempt comes to.
#[doc(hidden)]
pub enum Next {
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
    name: &'static str,
    /// The type of its outcomes.
    returns: &'static str,
    outcome: Option<TypeId>,
    failure: Option<TypeId>,
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

/// Whether anything is injected into functions called here: all that an attempt looks at otherwise.
#[inline]
pub fn is_injecting() -> bool {
    scope::with(|scope| !scope.injections.is_empty()).unwrap_or(false)
}

/// Asks what is bound in the scopes around an attempt of the function `name`, from the inside, until
/// something is not the body's.
///
/// # Panics
/// If what is injected is not of the function's type.
#[cold]
#[track_caller]
pub fn injected<O, E>(
    name: &'static str,
    returns: &'static str,
    outcome: Option<Fit<O>>,
    failure: Option<Fit<E>>,
) -> Option<Injected<O, E>> {
    let function = Function {
        name,
        returns,
        outcome: outcome.as_ref().map(|fit| fit.id),
        failure: failure.as_ref().map(|fit| fit.id),
    };
    match next(&function) {
        Ok(Next::Body) => None,
        Ok(Next::Outcome(filler)) => outcome.map(|fit| Injected::Outcome((fit.take)(filler))),
        Ok(Next::Failure(filler)) => failure.map(|fit| Injected::Failure((fit.take)(filler))),
        Err(misfit) => panic!("{misfit}"),
    }
}

fn next(function: &Function) -> Result<Next, String> {
    // Taken out of the scope first: what makes an error may enter another.
    let injections = scope::with(|scope| scope.injections.clone()).unwrap_or_default();
    for bound in injections.iter() {
        match bound.next(function)? {
            Next::Body => {}
            next => return Ok(next),
        }
    }
    Ok(Next::Body)
}

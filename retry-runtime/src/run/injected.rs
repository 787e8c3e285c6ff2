//! What a test has put in the place of an attempt, asked before the body runs.

use crate::scope;
use crate::scope::injection::{Answer, Fit, Function, Injected};

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
        Ok(Answer::Body) => None,
        Ok(Answer::Outcome(filler)) => outcome.map(|fit| Injected::Outcome((fit.take)(filler))),
        Ok(Answer::Failure(filler)) => failure.map(|fit| Injected::Failure((fit.take)(filler))),
        Err(misfit) => panic!("{misfit}"),
    }
}

fn next(function: &Function) -> Result<Answer, String> {
    // Taken out of the scope first: what makes an error may enter another.
    let injections = scope::with(|scope| scope.injections.clone()).unwrap_or_default();
    for bound in injections.iter() {
        match bound.next(function)? {
            Answer::Body => {}
            next => return Ok(next),
        }
    }
    Ok(Answer::Body)
}

//! What an attempt that failed is taken for, by what the attribute says of errors.

use crate::call::failure::{DescriptionOf, Failure};
use crate::error::classify::Classify;
use crate::error::probe::{Probe, TextOf};
use crate::run::returns::IsResult;

/// The probe of the error with which `attempt` may fail.
#[inline]
pub const fn probe_attempt<O: IsResult, A: FnMut() -> O>(_attempt: &A) -> Probe<O::Error> {
    Probe::new()
}

/// The probe of the error with which an attempt may have failed.
#[inline]
pub const fn probe_outcome<O: IsResult>(_outcome: &O) -> Probe<O::Error> {
    Probe::new()
}

/// By the class of the error.
#[inline]
pub fn by_class<T, E: Classify>(text: TextOf<E>) -> impl Fn(&Result<T, E>) -> Option<Failure<'_>> {
    move |outcome| {
        let error = outcome.as_ref().err()?;
        Some(Failure::classified(error, text(error)))
    }
}

/// By a list of errors that are retried.
#[inline]
pub fn by_list<T, E>(
    text: TextOf<E>,
    description: DescriptionOf<E>,
    is_listed: fn(&E) -> bool,
) -> impl Fn(&Result<T, E>) -> Option<Failure<'_>> {
    move |outcome| {
        let error = outcome.as_ref().err()?;
        let (described, text) = (description(error), text(error));
        Some(Failure::selected(is_listed(error), described, text))
    }
}

/// By several options together. The probe is there for its type.
#[inline]
pub fn by<T, E>(
    _probe: &Probe<E>,
    judge: impl Fn(&E) -> Failure<'_>,
) -> impl Fn(&Result<T, E>) -> Option<Failure<'_>> {
    move |outcome| outcome.as_ref().err().map(&judge)
}

/// `None` is retried.
#[inline]
pub fn by_none<T>() -> impl Fn(&Option<T>) -> Option<Failure<'_>> {
    |outcome| outcome.is_none().then(Failure::none)
}

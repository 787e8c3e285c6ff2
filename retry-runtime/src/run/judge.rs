//! What an attempt that failed is taken for, by what the attribute says of errors.

use crate::call::failure::{DescriptionOf, Failure};
use crate::error::classify::Classify;
use crate::error::probe::{Probe, TextOf};
use crate::run::returns::{IsOption, IsResult};

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

/// Says what an outcome is taken for, unless it is a success.
pub(super) type Judge<'j, O> = dyn Fn(&O) -> Option<Failure<'_>> + 'j;

/// By the class of the error.
pub(super) fn by_class<O: IsResult>(text: TextOf<O::Error>) -> impl Fn(&O) -> Option<Failure<'_>>
where
    O::Error: Classify,
{
    move |outcome| {
        let error = outcome.as_error()?;
        Some(Failure::by_class(error, text(error)))
    }
}

/// By a list of errors that are retried.
pub(super) fn by_list<O: IsResult>(
    text: TextOf<O::Error>,
    description: DescriptionOf<O::Error>,
    is_listed: fn(&O::Error) -> bool,
) -> impl Fn(&O) -> Option<Failure<'_>> {
    move |outcome| {
        let error = outcome.as_error()?;
        let (described, text) = (description(error), text(error));
        Some(Failure::selected(is_listed(error), described, text))
    }
}

/// By several options together.
pub(super) fn by<O: IsResult>(
    judge: impl Fn(&O::Error) -> Failure<'_>,
) -> impl Fn(&O) -> Option<Failure<'_>> {
    move |outcome| outcome.as_error().map(&judge)
}

/// `None` is retried.
pub(super) fn by_none<O: IsOption>(outcome: &O) -> Option<Failure<'_>> {
    (!outcome.is_success()).then(Failure::none)
}

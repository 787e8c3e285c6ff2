//! An async call whose options are all about its policy and its errors: its loop asks about each outcome, and what
//! follows a failed attempt is the same code for all functions that return one type.

use crate::call::Call;
use crate::call::failure::{DescriptionOf, Failure};
use crate::call::verdict::Verdict;
use crate::error::classify::Classify;
use crate::error::probe::TextOf;
use crate::run::decision::recovered;
use crate::run::judge::{Judge, by, by_class, by_list, by_none};
use crate::run::returns::{IsOption, IsResult};
use crate::run::state::AsyncState;
use crate::run::timer::{HasTimer, Waits};
use crate::site::Site;

/// Whether this is a success at once, as most outcomes are: all that is looked at on its way.
#[inline]
pub fn is_done<O: IsResult>(state: &AsyncState<'_>, outcome: &O) -> bool {
    outcome.is_success() && !state.is_retrying()
}

/// The same for a function that returns an `Option`.
#[inline]
pub fn is_done_option<O: IsOption>(state: &AsyncState<'_>, outcome: &O) -> bool {
    outcome.is_success() && !state.is_retrying()
}

/// Gives back any other outcome, with which the call ends, or takes it, and the next attempt is to be waited for:
/// it is gone before the wait, so that it need not be `Send`. By the class of errors.
#[cold]
#[inline(never)]
pub fn settle<O: IsResult>(
    state: &mut AsyncState<'_>,
    _: *const (dyn Classify + '_),
    text: TextOf<O::Error>,
    outcome: O,
    site: &'static Site,
    timer: impl HasTimer,
) -> Option<O>
where
    O::Error: Classify,
{
    settle_by_judge(state, &by_class(text), outcome, site, timer.timer())
}

/// The same by a list of errors that are retried.
#[cold]
#[inline(never)]
pub fn settle_listed<O: IsResult>(
    state: &mut AsyncState<'_>,
    text: TextOf<O::Error>,
    description: DescriptionOf<O::Error>,
    is_listed: fn(&O::Error) -> bool,
    outcome: O,
    site: &'static Site,
    timer: impl HasTimer,
) -> Option<O> {
    let judge = by_list(text, description, is_listed);
    settle_by_judge(state, &judge, outcome, site, timer.timer())
}

/// The same by several options together.
#[cold]
#[inline(never)]
pub fn settle_by<O: IsResult>(
    state: &mut AsyncState<'_>,
    judge: impl Fn(&O::Error) -> Failure<'_>,
    outcome: O,
    site: &'static Site,
    timer: impl HasTimer,
) -> Option<O> {
    settle_by_judge(state, &by(judge), outcome, site, timer.timer())
}

/// The same for a function that returns an `Option`.
#[cold]
#[inline(never)]
pub fn settle_option<O: IsOption>(
    state: &mut AsyncState<'_>,
    outcome: O,
    site: &'static Site,
    timer: impl HasTimer,
) -> Option<O> {
    settle_by_judge(state, &by_none, outcome, site, timer.timer())
}

fn settle_by_judge<O>(
    state: &mut AsyncState<'_>,
    judge: &Judge<'_, O>,
    outcome: O,
    site: &'static Site,
    waits: Waits,
) -> Option<O> {
    let Some(mut failure) = judge(&outcome) else {
        recovered(state.history());
        state.clear();
        return Some(outcome);
    };
    match state.failed(&Call::of(site), &mut failure, None, waits) {
        Verdict::Retry => None,
        Verdict::Stop(_) => Some(outcome),
    }
}

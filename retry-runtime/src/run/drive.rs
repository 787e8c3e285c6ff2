//! A sync call whose options are all about its policy and its errors: the attempts are a closure, and what follows
//! a failed one is the same code for all functions that return one type.

use crate::call::Call;
use crate::call::failure::Failure;
use crate::call::verdict::Verdict;
use crate::run::decision::recovered;
use crate::run::returns::{IsOption, IsResult};
use crate::run::state::SyncState;
use crate::site::Site;

/// Makes attempts until one succeeds or there is to be no further one.
#[inline]
pub fn drive<O, A>(
    site: &'static Site,
    judge: impl Fn(&O) -> Option<Failure<'_>>,
    mut attempt: A,
) -> O
where
    O: IsResult,
    A: FnMut() -> O, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    let outcome = attempt();
    if outcome.is_success() {
        return outcome;
    }
    again(site, &judge, outcome, &mut attempt)
}

/// The same for a function that returns an `Option`.
#[inline]
pub fn drive_option<O, A>(
    site: &'static Site,
    judge: impl Fn(&O) -> Option<Failure<'_>>,
    mut attempt: A,
) -> O
where
    O: IsOption,
    A: FnMut() -> O, // for an argument that the body gives away: `clone = [argument]` on the attribute
{
    let outcome = attempt();
    if outcome.is_success() {
        return outcome;
    }
    again(site, &judge, outcome, &mut attempt)
}

/// Goes on after a first attempt that failed.
#[cold]
#[inline(never)]
fn again<O>(
    site: &'static Site,
    judge: &dyn Fn(&O) -> Option<Failure<'_>>,
    mut outcome: O,
    attempt: &mut dyn FnMut() -> O,
) -> O {
    let call = Call::of(site);
    let mut state = SyncState::new();
    loop {
        let Some(mut failure) = judge(&outcome) else {
            recovered(state.history());
            return outcome;
        };
        let mut verdict = state.failed(&call, &mut failure, None);
        if verdict == Verdict::Retry {
            verdict = state.block(&failure, None);
        }
        if let Verdict::Stop(_) = verdict {
            return outcome;
        }
        outcome = attempt();
    }
}

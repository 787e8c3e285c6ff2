//! What a user writes: each candidate in a file of its own.
//!
//! All do the same: at most 5 attempts, without delay, for [`Error::Busy`] only. Those of [`Form::Task`]
//! wait a second. The tests at the end hold them to it.
//!
//! [`Error::Busy`]: crate::server::Error::Busy

mod backon;
mod backon_macros;
mod hand_loop;
mod loop_around;
mod no_retry;
mod reattempt;
mod retry;
mod retry_if;
mod tokio_retry;
mod tokio_retry2;
mod tower;
mod tryhard;

use crate::form::Form;
use crate::load::Load;

pub(crate) struct Candidate {
    pub(crate) name: &'static str,
    pub(crate) forms: &'static [(Form, Run)],
}

pub(crate) type Run = fn(Load);

impl Candidate {
    pub(crate) fn form(&self, wanted: Form) -> Option<Run> {
        let mut forms = self.forms.iter();
        forms.find(|(form, _)| *form == wanted).map(|(_, run)| *run)
    }
}

pub(crate) const ALL: &[Candidate] = &[
    no_retry::CANDIDATE,
    hand_loop::CANDIDATE,
    loop_around::CANDIDATE,
    reattempt::CANDIDATE,
    backon::CANDIDATE,
    backon_macros::CANDIDATE,
    tokio_retry::CANDIDATE,
    tokio_retry2::CANDIDATE,
    retry::CANDIDATE,
    tryhard::CANDIDATE,
    tower::CANDIDATE,
    retry_if::CANDIDATE,
];

pub(crate) fn find(name: &str, form: Form) -> Run {
    let mut all = ALL.iter();
    let candidate = all.find(|candidate| candidate.name == name);
    let run = candidate.and_then(|candidate| candidate.form(form));
    run.unwrap_or_else(|| panic!("{name} has no form {form:?}"))
}

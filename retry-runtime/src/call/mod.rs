//! One call as data: what stays the same, what has failed, what came of it. Uses `scope` and what is
//! before it.

pub(crate) mod attempt;
pub(crate) mod failure;
pub(crate) mod history;
pub(crate) mod verdict;

use std::time::Instant;

use crate::policy::Policy;
use crate::site::Site;

/// What stays the same over all attempts of one call.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The function.
    pub site: &'static Site,
    /// Its own policy, which counts unless something around the call replaces it.
    pub policy: &'a Policy,
    /// When the call began, where an option needs it.
    pub started: Option<Instant>,
}

impl Call<'_> {
    /// Tells a backoff of the function's own of a success at once. Later there may be another policy.
    #[inline]
    pub fn succeeded(&self) {
        self.policy.rule.succeeded();
    }
}

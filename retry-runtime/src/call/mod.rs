//! One call as data: what stays the same, what has failed, what came of it. Uses `scope` and what is
//! before it.

pub(crate) mod attempt;
pub(crate) mod failure;
pub(crate) mod history;
#[cfg_attr(not(feature = "std"), path = "bare/in_force.rs")]
pub(crate) mod in_force;
pub(crate) mod verdict;

use crate::machine::Instant;

use crate::policy::Policy;
use crate::scope::time;
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

impl Call<'static> {
    /// A call of a function whose policy is known when it is compiled.
    #[inline]
    pub fn of(site: &'static Site) -> Self {
        static UNSTATED: Policy = Policy::new();
        Self {
            site,
            policy: site.policy().unwrap_or(&UNSTATED),
            started: None,
        }
    }

    /// The same where an option wants to know when the call began.
    #[inline]
    pub fn timed(site: &'static Site) -> Self {
        Self {
            started: time::start(),
            ..Self::of(site)
        }
    }

    /// The same where only `max_elapsed` of the policy would want to know it.
    #[inline]
    pub fn bounded(site: &'static Site) -> Self {
        let call = Self::of(site);
        Self {
            started: call.policy.max_elapsed().and_then(|_| time::start()),
            ..call
        }
    }
}

impl Call<'_> {
    /// Tells a backoff of the function's own of a success at once. Later there may be another policy.
    #[inline]
    pub fn succeeded(&self) {
        self.policy.rule.succeeded();
    }
}

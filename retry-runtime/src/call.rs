//! What stays the same over all attempts of one call.

use std::time::Instant;

use crate::rule::Rule;
use crate::{Policy, Site};

/// What stays the same over all attempts of one call.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The function.
    pub site: &'static Site,
    /// Its policy.
    pub policy: &'a Policy,
    /// When the call began, where an option needs it.
    pub started: Option<Instant>,
}

impl Call<'_> {
    /// Tells a backoff that learns of a success.
    #[inline]
    pub fn succeeded(&self) {
        if let Rule::Custom(backoff) = self.policy.rule {
            backoff.succeeded();
        }
    }
}

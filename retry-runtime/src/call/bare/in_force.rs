//! What a call goes by without `std`: its own policy.

use crate::policy::Policy;

/// The function's own policy.
pub(crate) struct InForce<'p>(pub(crate) &'p Policy);

impl InForce<'_> {
    pub(crate) const fn policy(&self) -> &Policy {
        self.0
    }

    /// The same: nothing stands in its place.
    #[expect(clippy::unnecessary_wraps, reason = "as with `std`")]
    pub(crate) const fn own(&self) -> Option<&Policy> {
        Some(self.0)
    }

    /// Nothing switches it off.
    #[expect(clippy::unused_self, reason = "as with `std`")]
    pub(crate) const fn enabled(&self) -> bool {
        true
    }
}

//! Which policy counts: without `std` nothing replaces that of the function.

use crate::call::Call;
use crate::call::in_force::InForce;

/// The function's own policy.
pub(super) const fn in_force<'p>(call: &Call<'p>) -> InForce<'p> {
    InForce(call.policy)
}

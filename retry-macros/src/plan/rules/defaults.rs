//! What the crate's default policy says, as far as the rules compare with it and a policy of literals needs it.

use core::time::Duration;

pub(in crate::plan) const MAX_ATTEMPTS: u32 = 3;
pub(in crate::plan) const INITIAL_DELAY: Duration = Duration::from_secs(1);
pub(in crate::plan) const MAX_DELAY: Duration = Duration::from_secs(60);

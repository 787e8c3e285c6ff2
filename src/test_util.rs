//! For tests of code that retries (feature `test-util`): virtual time, a recorder of what was done, and
//! outcomes injected into attempts. The guide has a page on them, `guide::testing`.

mod clock;

pub use clock::VirtualClock;
pub use reattempt_runtime::test_util::{Faults, Injection, Outcome, Script};

//! For tests of code that retries (feature `test-util`): virtual time, a recorder of what is done about
//! failures, and outcomes put in the place of attempts. The guide has a page on them, `guide::testing`.

mod clock;
mod recorder;
mod steps;

pub use clock::VirtualClock;
pub use reattempt_runtime::observer::Next;
pub use reattempt_runtime::test_util::{Faults, Injection, Outcome, Script};
pub use recorder::Recorder;
pub use steps::{Step, Steps};

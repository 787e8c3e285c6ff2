// Lives here: what tests of users need beside the runtime, which has the seams for it. May use: the runtime.
//! For tests of code that retries (feature `test-util`): virtual time, a recorder of failed attempts, and injected
//! outcomes. See the page `guide::testing`.

mod clock;
mod recorder;
mod steps;

pub use self::clock::VirtualClock;
pub use self::recorder::Recorder;
pub use self::steps::{Step, Steps};
pub use reattempt_runtime::observer::Next;
/// Makes some attempts fail.
///
/// ```
/// use std::io;
///
/// use reattempt::test_util::Faults;
/// use reattempt::{Scope, retry};
///
/// #[retry]
/// fn load() -> io::Result<&'static str> {
///     Ok("page")
/// }
///
/// let faults = Faults::every(2, || io::Error::from(io::ErrorKind::TimedOut));
/// let scope = Scope::new().off().inject("load", &faults);
///
/// assert!(scope.run(load).is_ok());
/// assert!(scope.run(load).is_err());
/// assert_eq!((faults.attempts(), faults.injected()), (2, 1));
/// ```
#[doc(inline)]
pub use reattempt_runtime::test_util::Faults;
/// Gives each attempt the outcome that a test wants.
///
/// ```
/// use std::io;
///
/// use reattempt::test_util::Script;
/// use reattempt::{Scope, retry};
///
/// #[retry]
/// fn load() -> io::Result<String> {
///     Ok("the body's".to_owned())
/// }
///
/// let script = Script::new([
///     Err(io::Error::from(io::ErrorKind::TimedOut)),
///     Ok("the script's".to_owned()),
/// ]);
/// let scope = Scope::new().at_most(3).inject("load", &script);
///
/// assert_eq!(scope.run(load).unwrap(), "the script's");
/// script.assert_finished();
/// assert_eq!(scope.run(load).unwrap(), "the body's");
/// ```
#[doc(inline)]
pub use reattempt_runtime::test_util::Script;
#[doc(inline)]
pub use reattempt_runtime::test_util::{Injection, Outcome};

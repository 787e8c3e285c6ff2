//! An observer that keeps what it is told.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reattempt_runtime::observer::{Observation, Observer};
use reattempt_runtime::{Class, Scope, StopReason};

use super::steps::{Step, Steps};

/// Records failed attempts: the class of the error, and the delay before the next attempt or the reason why there
/// is none.
///
/// It records all functions that are called in its [`scope`](Self::scope), and nothing outside, so tests can run in
/// parallel. A clone has the same record. A call that succeeds at once is not recorded.
///
/// ```
/// use std::io;
/// use std::time::Duration;
///
/// use reattempt::test_util::{Next, Recorder, Step};
/// use reattempt::{Class, StopReason, retry};
///
/// #[retry(backoff = ["1s"], jitter = "none")]
/// fn load() -> io::Result<()> {
///     Err(io::ErrorKind::TimedOut.into())
/// }
///
/// # use reattempt::test_util::VirtualClock;
/// # let clock = std::sync::Arc::new(VirtualClock::new());
/// let recorder = Recorder::new();
/// let result = recorder.scope().clock(clock).run(load);
///
/// assert!(result.is_err());
/// assert_eq!(recorder.delays(), [Duration::from_secs(1); 2], "{recorder}");
/// assert_eq!(recorder.reasons(), [StopReason::Attempts], "{recorder}");
/// assert_eq!(
///     recorder.steps()[1],
///     Step {
///         name: concat!(module_path!(), "::load"),
///         attempt: 2,
///         next: Next::Retry { class: Class::Transient, delay: Duration::from_secs(1) },
///     }
/// );
/// ```
///
/// Printed, it is a table, as the last argument of these assertions prints it where they fail:
///
/// ```text
/// function    attempt  class      next            error
/// shop::load        1  transient  retry in 1s     timed out
/// shop::load        2  transient  retry in 1s     timed out
/// shop::load        3  transient  stop: attempts  timed out
/// ```
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    record: Arc<Record>,
}

#[derive(Debug, Default)]
struct Record {
    steps: Mutex<Steps>,
}

impl Recorder {
    /// A recorder that has heard of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A scope in which it records; what else a test needs is added to it.
    pub fn scope(&self) -> Scope {
        Scope::new().observer(self.record.clone())
    }

    /// All steps so far, in the order in which the attempts ended.
    pub fn steps(&self) -> Steps {
        self.record.steps().clone()
    }

    /// The steps of one function, named as for [`Scope::inject`].
    pub fn of(&self, function: &str) -> Steps {
        self.record.steps().of(function)
    }

    /// All steps so far, which are forgotten.
    pub fn take(&self) -> Steps {
        std::mem::take(&mut *self.record.steps())
    }

    /// The delays of all steps that have one.
    pub fn delays(&self) -> Vec<Duration> {
        self.record.steps().delays()
    }

    /// The classes of all failed attempts.
    pub fn classes(&self) -> Vec<Class> {
        self.record.steps().classes()
    }

    /// Why calls ended without success.
    pub fn reasons(&self) -> Vec<StopReason> {
        self.record.steps().reasons()
    }
}

/// The table of [`Steps`].
impl fmt::Display for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.steps().fmt(f)
    }
}

impl Record {
    fn steps(&self) -> MutexGuard<'_, Steps> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Observer for Record {
    fn observe(&self, observation: &Observation<'_>) {
        // Before the lock: it runs the error's own code.
        let error = observation.error.map(ToString::to_string);
        let step = Step {
            name: observation.site.name(),
            attempt: observation.attempt,
            next: observation.next,
        };
        self.steps().push(step, error.unwrap_or_default());
    }
}

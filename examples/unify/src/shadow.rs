//! Looks on while an old loop works, and notes at each failure what the loop did and what the new policy would have
//! done. It makes no call, so it may be switched on where a second call would do harm.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use reattempt::{Class, Classify, Decision, Past, Policy};

use crate::error::CallError;

/// What all old loops did.
#[derive(Debug, Default)]
pub struct ShadowLog(Mutex<Vec<Entry>>);

/// One failed attempt.
#[derive(Clone, Debug)]
pub struct Entry {
    pub call: &'static str,
    pub attempt: u32,
    pub error: String,
    /// When it tried again; `None` if it did not.
    pub old: Option<Duration>,
    pub new: Decision,
    /// What the server asked for.
    pub hint: Option<Duration>,
}

impl ShadowLog {
    pub fn entries(&self) -> Vec<Entry> {
        locked(&self.0).clone()
    }
}

impl Entry {
    /// In what the two differ, if it matters.
    pub fn difference(&self) -> Option<&'static str> {
        match (self.old, self.new) {
            (Some(_), Decision::Stop(_)) => Some("old retries in vain"),
            (None, Decision::Retry { .. }) => Some("old gives up"),
            (Some(delay), _) if self.hint.is_some_and(|hint| delay < hint) => {
                Some("old comes too early")
            }
            _ => None,
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            call,
            attempt,
            error,
            ..
        } = self;
        write!(f, "{call}, attempt {attempt}, {error}: old ")?;
        match self.old {
            Some(delay) => write!(f, "retries after {delay:.1?}")?,
            None => f.write_str("stops")?,
        }
        match self.new {
            Decision::Retry { after } => write!(f, ", new retries after {after:.1?}"),
            Decision::Stop(reason) => write!(f, ", new stops ({})", reason.as_str()),
        }
    }
}

/// One call of an old loop.
#[derive(Debug)]
pub struct Watch {
    call: &'static str,
    policy: Policy,
    /// `None` if nobody looks on.
    log: Option<Arc<ShadowLog>>,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    past: Past,
    failed: Option<Failed>,
}

/// The last attempt, as long as it is not known what the loop does next.
#[derive(Debug)]
struct Failed {
    at: Instant,
    error: String,
    class: Class,
    hint: Option<Duration>,
}

impl Watch {
    pub fn new(call: &'static str, policy: Policy, log: Option<Arc<ShadowLog>>) -> Self {
        Self {
            call,
            policy,
            log,
            started: Instant::now(),
            state: Mutex::default(),
        }
    }

    pub async fn attempt<T>(
        &self,
        attempt: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, CallError> {
        self.before();
        let result = attempt.await;
        self.after(result)
    }

    pub fn blocking_attempt<T>(
        &self,
        attempt: impl FnOnce() -> Result<T, CallError>,
    ) -> Result<T, CallError> {
        self.before();
        self.after(attempt())
    }

    /// The loop has decided to retry, if this is not the first attempt.
    fn before(&self) {
        let mut state = locked(&self.state);
        if let Some(failed) = state.failed.take() {
            let delay = failed.at.elapsed();
            self.note(&mut state.past, failed, Some(delay));
        }
        state.past.attempt += 1;
    }

    fn after<T>(&self, result: Result<T, CallError>) -> Result<T, CallError> {
        if let Err(error) = &result {
            let mut state = locked(&self.state);
            state.past.elapsed = self.started.elapsed();
            state.failed = Some(Failed {
                at: Instant::now(),
                error: error.to_string(),
                class: error.classify(),
                hint: error.retry_after(),
            });
        }
        result
    }

    fn note(&self, past: &mut Past, failed: Failed, old: Option<Duration>) {
        // Only a backoff of one's own has no decision.
        let Ok(new) = self.policy.next(past, failed.class, failed.hint) else {
            return;
        };
        if let Decision::Retry { after } = new {
            past.previous = after;
        }
        let Some(log) = &self.log else { return };
        locked(&log.0).push(Entry {
            call: self.call,
            attempt: past.attempt,
            error: failed.error,
            old,
            new,
            hint: failed.hint,
        });
    }
}

/// A loop that ends with a failure has decided not to retry.
impl Drop for Watch {
    fn drop(&mut self) {
        let mut state = locked(&self.state);
        if let Some(failed) = state.failed.take() {
            self.note(&mut state.past, failed, None);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

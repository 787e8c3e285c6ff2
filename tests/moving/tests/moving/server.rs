//! The far side: answers by a script, and remembers when it was called.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

use reattempt::Classify;
use tokio::time::Instant;

#[derive(Clone, Debug, PartialEq, thiserror::Error, Classify)]
pub(crate) enum ApiError {
    #[error("busy")]
    #[classify(transient)]
    Busy,
    #[error("slow down")]
    #[classify(throttled, after = wait)]
    SlowDown { wait: Duration },
    #[error("not found")]
    #[classify(permanent)]
    NotFound,
}

pub(crate) type Answer = Result<&'static str, ApiError>;

pub(crate) struct Server {
    state: Mutex<State>,
}

struct State {
    script: VecDeque<Answer>,
    calls: Vec<Instant>,
}

impl Server {
    /// The last answer is given again and again.
    pub(crate) fn new(script: &[Answer]) -> Self {
        let state = State {
            script: script.iter().cloned().collect(),
            calls: Vec::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    #[expect(clippy::unused_async, reason = "it stands for a client that is async")]
    pub(crate) async fn get(&self) -> Result<String, ApiError> {
        self.get_blocking()
    }

    pub(crate) fn get_blocking(&self) -> Result<String, ApiError> {
        let mut state = self.state.lock().unwrap();
        state.calls.push(Instant::now());
        let answer = match state.script.len() {
            1 => state.script[0].clone(),
            _ => state.script.pop_front().expect("a script"),
        };
        answer.map(str::to_owned)
    }

    /// When the calls came, in milliseconds since the first.
    pub(crate) fn calls(&self) -> Vec<u128> {
        let calls = &self.state.lock().unwrap().calls;
        let since_first = |call: &Instant| (*call - calls[0]).as_millis();
        calls.iter().map(since_first).collect()
    }
}

/// An error that a retry may help against, a number of times, and then this answer.
pub(crate) fn busy(times: usize, last: Answer) -> Vec<Answer> {
    let mut script = vec![Err(ApiError::Busy); times];
    script.push(last);
    script
}

//! Faults on purpose.

use std::collections::{BTreeSet, VecDeque};
use std::future;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It is answered with this status, and not done.
    Status(u16),
    /// It is answered with 429 and `Retry-After` in seconds, and not done.
    Throttle(u32),
    /// It is not done and never answered.
    Hang,
    /// The connection breaks before it is done.
    Break,
    /// It is done, and then the connection breaks.
    LoseAnswer,
}

/// Which requests of one kind a fault happens to.
#[derive(Debug)]
pub struct Faults {
    kind: &'static str,
    source: Mutex<Source>,
    met: Mutex<BTreeSet<String>>,
}

#[derive(Debug)]
enum Source {
    Script(VecDeque<Fault>),
    Random { share: f64, rng: Box<StdRng> },
}

impl Faults {
    pub fn none() -> Self {
        Self::script("", [])
    }

    /// For the requests of a kind such as `POST /users`, one after the other. Then none.
    pub fn script(kind: &'static str, faults: impl IntoIterator<Item = Fault>) -> Self {
        Self::of(kind, Source::Script(faults.into_iter().collect()))
    }

    /// For this share of the requests, from 0 to 1; the same ones for one seed.
    pub fn random(kind: &'static str, share: f64, seed: u64) -> Self {
        let rng = Box::new(StdRng::seed_from_u64(seed));
        Self::of(kind, Source::Random { share, rng })
    }

    fn of(kind: &'static str, source: Source) -> Self {
        Self {
            kind,
            source: Mutex::new(source),
            met: Mutex::default(),
        }
    }

    /// How many creates have met one, however many of their attempts.
    pub fn creates_that_met_one(&self) -> usize {
        locked(&self.met).len()
    }

    /// What is to happen to a request of this kind, of the create with this key.
    pub(super) fn next(&self, kind: &str, key: Option<&str>) -> Fault {
        if kind != self.kind {
            return Fault::None;
        }
        let fault = locked(&self.source).next();
        if let (true, Some(key)) = (fault != Fault::None, key) {
            locked(&self.met).insert(key.to_owned());
        }
        fault
    }
}

impl Source {
    fn next(&mut self) -> Fault {
        match self {
            Self::Script(faults) => faults.pop_front().unwrap_or(Fault::None),
            Self::Random { share, rng } => {
                const KINDS: [Fault; 6] = [
                    Fault::Status(500),
                    Fault::Status(502),
                    Fault::Status(503),
                    Fault::Throttle(0),
                    Fault::Break,
                    Fault::LoseAnswer,
                ];
                let kind = KINDS[rng.random_range(0..KINDS.len())];
                if rng.random_bool(*share) {
                    kind
                } else {
                    Fault::None
                }
            }
        }
    }
}

impl Fault {
    /// Lets it happen to a request that `answer` would do and answer.
    pub(super) async fn happen(self, answer: impl Future<Output = Response>) -> Response {
        match self {
            Self::None => answer.await,
            Self::Status(status) => StatusCode::from_u16(status)
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
                .into_response(),
            Self::Throttle(seconds) => {
                let wait = [(header::RETRY_AFTER, seconds.to_string())];
                (StatusCode::TOO_MANY_REQUESTS, wait).into_response()
            }
            Self::Hang => future::pending().await,
            Self::Break => break_connection(),
            Self::LoseAnswer => {
                answer.await;
                break_connection()
            }
        }
    }
}

/// Ends the task that serves the connection, without a message of a panic.
fn break_connection() -> ! {
    std::panic::resume_unwind(Box::new("a broken connection"))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

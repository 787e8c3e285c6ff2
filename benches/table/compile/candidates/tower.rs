//! A user writes the `Policy` once, and puts it around a service.

use super::{Candidate, Source};

pub(super) const CANDIDATE: Candidate = Candidate {
    name: "tower",
    dependencies: &["tower"],
    sync: None,
    asynchronous: Some(Source {
        beside: &["tokio"],
        top: "
use std::time::Duration;

use tokio::time::Sleep;
use tower::retry::backoff::{Backoff, ExponentialBackoff, ExponentialBackoffMaker, MakeBackoff};
use tower::retry::{Policy, Retry};
use tower::util::rng::HasherRng;
use tower::{ServiceExt, service_fn};

#[derive(Clone)]
struct WhileBusy {
    retries_left: u32,
    backoff: ExponentialBackoff,
}

impl WhileBusy {
    fn new(max_attempts: u32, initial: Duration, max: Duration) -> Self {
        let backoff = ExponentialBackoffMaker::new(initial, max, 0.5, HasherRng::default());
        WhileBusy {
            retries_left: max_attempts - 1,
            backoff: backoff.expect(\"a range\").make_backoff(),
        }
    }
}

impl<T> Policy<u64, T, Error> for WhileBusy {
    type Future = Sleep;

    fn retry(&mut self, _: &mut u64, result: &mut Result<T, Error>) -> Option<Sleep> {
        let busy = result.as_ref().is_err_and(Error::is_busy);
        (busy && self.retries_left > 0).then(|| {
            self.retries_left -= 1;
            self.backoff.next_backoff()
        })
    }

    fn clone_request(&mut self, id: &u64) -> Option<u64> {
        Some(*id)
    }
}
",
        function: "
pub async fn call_NUMBER(server: &Server, id: u64) -> Result<u64, Error> {
    let policy = WhileBusy::new(5, Duration::from_millis(100), Duration::from_secs(10));
    let service = service_fn(|id| async move { Ok(server.answer(id).await? + NUMBER) });
    Retry::new(policy, service).oneshot(id).await
}
",
    }),
};

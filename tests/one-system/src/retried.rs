//! The loops of `by_hand`, as attributes, and every option that has to do with waiting.

use std::io;
use std::time::Duration;

use reattempt::{Adaptive, Breaker, Budget, Event, retry};

use crate::{Down, ask, ask_async};

static BUDGET: Budget = Budget::new();
static BREAKER: Breaker = Breaker::new();
static BACKOFF: Adaptive = Adaptive::new();

#[retry(on = [_], initial_delay = "100ms")]
fn sync() -> Result<u32, Down> {
    ask()
}

#[retry(on = [_], max_attempts = unlimited, backoff = "fixed")]
fn sync_for_ever() -> Result<u32, Down> {
    ask()
}

#[retry(on = [_])]
async fn asynchronous() -> Result<u32, Down> {
    ask_async().await
}

#[retry(on = [_], max_attempts = unlimited, max_elapsed = "10s")]
async fn until_a_deadline() -> Result<u32, Down> {
    ask_async().await
}

#[retry(budget = BUDGET, breaker = BREAKER, backoff = BACKOFF, attempt_timeout = "1s")]
async fn protected() -> io::Result<u32> {
    ask_async()
        .await
        .map_err(|Down| io::ErrorKind::ConnectionReset.into())
}

#[retry(on = [_], sleep = yield_instead, on_event = |_: &Event<'_, Down>| (), nested = "suppress")]
async fn in_its_own_way() -> Result<u32, Down> {
    ask_async().await
}

async fn yield_instead(_: Duration) {
    tokio::task::yield_now().await;
}

#[expect(
    clippy::disallowed_methods,
    reason = "how to wait is what `sleep` says"
)]
#[retry(on = [_], sleep = std::thread::sleep)]
fn by_a_listed_function() -> Result<u32, Down> {
    ask()
}

#[retry(on = [_], sleep = std::thread::sleep)] // found
fn by_a_listed_function_without_a_word() -> Result<u32, Down> {
    ask()
}

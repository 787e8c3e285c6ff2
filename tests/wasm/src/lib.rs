//! Functions that fail, retried in a JavaScript host: `check.mjs` calls them and looks at the time.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use js_sys::{Atomics, Int32Array, SharedArrayBuffer};
use reattempt::test_util::VirtualClock;
use reattempt::{Interrupted, RetryError, Scope, StopReason, retry};
use wasm_bindgen::prelude::*;

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("down")]
    Down,
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

/// Stops the thread, which JavaScript allows in workers and in Node.
fn block(delay: Duration) {
    let cell = Int32Array::new(&SharedArrayBuffer::new(4));
    let millis = delay.as_secs_f64() * 1000.0;
    Atomics::wait_with_timeout(&cell, 0, 0, millis).expect("this thread may be stopped");
}

#[retry(max_attempts = 3, backoff = ["50ms"], jitter = "none", on = [Down], sleep = block)]
fn blocks(calls: &Cell<u32>) -> Result<u32, Error> {
    up_at_third(calls)
}

#[retry(max_attempts = 3, backoff = ["50ms"], jitter = "none", max_elapsed = "10s", budget, on = [Down])]
async fn waits(calls: &Cell<u32>) -> Result<u32, Error> {
    up_at_third(calls)
}

fn up_at_third(calls: &Cell<u32>) -> Result<u32, Error> {
    calls.set(calls.get() + 1);
    if calls.get() < 3 {
        return Err(Error::Down);
    }
    Ok(calls.get())
}

/// The number of calls that a sync function made, with 100 ms between them in all.
#[wasm_bindgen]
pub fn sync_calls() -> u32 {
    blocks(&Cell::new(0)).expect("it is up at the third call")
}

/// The same of an async function.
#[wasm_bindgen]
pub async fn async_calls() -> u32 {
    let calls = Cell::new(0);
    waits(&calls).await.expect("it is up at the third call")
}

/// Why a sync function that has nothing to wait by was not called again, and how often it was called.
#[wasm_bindgen]
pub fn without_sleep() -> String {
    #[retry(max_attempts = 3, on = [_])]
    fn fails() -> Result<(), RetryError<&'static str>> {
        Err("down")
    }

    let error = fails().expect_err("it is down");
    assert_eq!(error.reason(), StopReason::NoTimer);
    format!("{} after {} call", error.reason(), error.attempts())
}

/// Whether an attempt that hangs was ended.
#[wasm_bindgen]
pub async fn is_ended() -> bool {
    #[retry(max_attempts = 1, attempt_timeout = "50ms", on = [Down])]
    async fn hangs() -> Result<(), Error> {
        std::future::pending().await
    }

    matches!(
        hangs().await,
        Err(Error::Interrupted(Interrupted::AttemptTimeout { .. }))
    )
}

/// The nanoseconds that a client waits before its second call.
#[wasm_bindgen]
pub fn drawn() -> u64 {
    #[retry(max_attempts = 2, on = [_])]
    fn fails() -> Result<(), &'static str> {
        Err("down")
    }

    let clock = Arc::new(VirtualClock::new());
    let result = Scope::new().clock(clock.clone()).run(fails);
    assert_eq!(result, Err("down"));
    let [wait] = clock.waits()[..] else {
        panic!("two calls and one wait");
    };
    u64::try_from(wait.as_nanos()).expect("it is a second at most")
}

/// Some frameworks spawn only what is `Send`, on one thread too.
const _: () = {
    const fn is_send<T: Send>(_: &T) {}

    #[retry(on = [_])]
    async fn retried() -> Result<(), &'static str> {
        Ok(())
    }

    _ = || is_send(&retried());
};

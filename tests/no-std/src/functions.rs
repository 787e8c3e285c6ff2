//! The functions: between them they have every option that needs no more than `core`.

use core::cell::Cell;
use core::future::pending;
use core::time::Duration;

use reattempt::{Event, Policy, RetryError, retry};

use crate::bus::{Answer, Bus, BusError};

#[retry(max_attempts = 4, initial_delay = "10ms", jitter = "none", sleep = |delay| bus.wait(delay))]
pub(crate) fn read(bus: &Bus) -> Answer {
    bus.call()
}

#[retry(max_attempts = 4, initial_delay = "10ms", jitter = "none", sleep = |delay| bus.wait_async(delay))]
pub(crate) async fn read_async(bus: &Bus) -> Answer {
    let value = bus.call()?;
    Ok(value)
}

#[retry(backoff = ["0s", "7ms"], jitter = "none", sleep = |delay| bus.wait_async(delay))]
pub(crate) async fn at_once_first(bus: &Bus) -> Answer {
    bus.call()
}

#[retry(backoff = "fixed", initial_delay = "5ms", jitter = "none", sleep = |delay| bus.wait(delay))]
pub(crate) fn found(bus: &Bus) -> Option<u8> {
    bus.call().ok()
}

#[retry(backoff = "fibonacci", initial_delay = "5ms", jitter = "none", sleep = |delay| bus.wait(delay))]
pub(crate) fn reported(bus: &Bus) -> Result<u8, RetryError<BusError>> {
    bus.call()
}

#[retry(
    max_attempts = attempts,
    backoff = "linear",
    initial_delay = "5ms",
    jitter = "none",
    on = [_],
    except = [NoSuchRegister],
    when = |error| error.is_of_the_bus(),
    sleep = |delay| bus.wait(delay)
)]
pub(crate) fn chosen(bus: &Bus, attempts: u32) -> Answer {
    bus.call()
}

#[retry(
    initial_delay = "5ms",
    jitter = "none",
    until = |value| *value > 100,
    attempt = this,
    span,
    sleep = |delay| bus.wait(delay)
)]
pub(crate) fn ready(bus: &Bus, numbers: &mut u32) -> Answer {
    *numbers = *numbers * 10 + this.number();
    bus.call()
}

#[retry(max_attempts = 2, idempotent = false, sleep = |delay| bus.wait(delay))]
pub(crate) fn written(bus: &Bus) -> Answer {
    bus.call()
}

#[retry(
    max_attempts = 3,
    initial_delay = "5ms",
    jitter = "none",
    on_event = |event| heard(event),
    sleep = |delay| bus.wait(delay)
)]
pub(crate) fn told(bus: &Bus, heard: impl Fn(&Event<'_, BusError>)) -> Answer {
    bus.call()
}

#[retry(
    max_attempts = 2,
    initial_delay = "5ms",
    jitter = "none",
    attempt_timeout = "3ms",
    sleep = |delay| bus.wait_async(delay)
)]
pub(crate) async fn hangs(bus: &Bus) -> Answer {
    bus.call()?;
    pending().await
}

#[retry(policy = policy, sleep = |delay| bus.wait(delay))]
pub(crate) fn by_policy(bus: &Bus, policy: &Policy) -> Result<u8, RetryError<BusError>> {
    bus.call()
}

#[retry(max_attempts = 2, initial_delay = "100ms", sleep = |delay| waited.set(delay))]
pub(crate) fn random(bus: &Bus, waited: &Cell<Duration>) -> Answer {
    bus.call()
}

/// A driver, whose method changes it.
pub(crate) struct Driver<'a> {
    pub(crate) bus: &'a Bus,
    pub(crate) resets: u32,
}

impl Driver<'_> {
    #[retry(max_attempts = 2, initial_delay = "5ms", jitter = "none", sleep = |delay| self.bus.wait(delay))]
    pub(crate) fn reset(&mut self) -> Answer {
        self.resets += 1;
        self.bus.call()
    }
}

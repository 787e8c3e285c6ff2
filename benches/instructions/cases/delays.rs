//! The computation of one delay, exponential with jitter.

use super::Case;
use super::Contender::{Backon, LoopInline, Reattempt, Retry, TokioRetry};
use crate::load::Load;
use backon::{BackoffBuilder, ExponentialBuilder};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use reattempt::Policy;
use std::hint::black_box;
use std::time::Duration;

pub(crate) const SMALL_RNG: Case = Case {
    name: "a delay, small generator",
    load: Load::successes,
    contenders: &[
        (LoopInline, |load| by_hand(load, SmallRng::seed_from_u64(7))),
        (Reattempt, |load| draw(load, || POLICY.delays(7))),
        (Backon, |load| draw(load, backon_delays)),
    ],
};

pub(crate) const THREAD_RNG: Case = Case {
    name: "a delay, thread's generator",
    load: Load::successes,
    contenders: &[
        (LoopInline, |load| by_hand(load, rand::rng())),
        (TokioRetry, |load| draw(load, tokio_retry_delays)),
        (Retry, |load| draw(load, retry_delays)),
    ],
};

const INITIAL: Duration = Duration::from_millis(1);
const MAX: Duration = Duration::from_secs(10_000_000);

const POLICY: Policy = Policy::builder()
    .unlimited()
    .initial_delay(INITIAL)
    .max_delay(MAX)
    .build();

/// Delays are drawn in sequences, so that what a sequence costs to start hardly counts.
/// None reaches [`MAX`], where some contenders have less to do.
const SEQUENCE: u32 = 32;

fn by_hand(load: Load, mut rng: impl RngExt) {
    for delay in 0..load.calls {
        let retry = black_box(delay % SEQUENCE);
        let full = INITIAL.saturating_mul(2_u32.saturating_pow(retry)).min(MAX);
        black_box(rng.random_range(full / 2..=full));
    }
}

fn draw<I: Iterator<Item = Duration>>(load: Load, start: impl Fn() -> I) {
    for _ in 0..load.calls / SEQUENCE {
        let mut delays = start();
        for _ in 0..SEQUENCE {
            black_box(delays.next());
        }
    }
}

fn backon_delays() -> impl Iterator<Item = Duration> {
    ExponentialBuilder::new()
        .with_min_delay(INITIAL)
        .with_max_delay(MAX)
        .without_max_times()
        .with_jitter()
        .build()
}

fn tokio_retry_delays() -> impl Iterator<Item = Duration> {
    use tokio_retry::strategy::{ExponentialBackoff, jitter};

    ExponentialBackoff::from_millis(2)
        .max_delay(MAX)
        .map(jitter)
}

fn retry_delays() -> impl Iterator<Item = Duration> {
    use retry::delay::{Exponential, jitter};

    Exponential::from_millis(1).map(jitter)
}

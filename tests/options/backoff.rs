//! `backoff` and what shapes it: `initial_delay`, `factor`, `max_delay`, the exact delays.

use crate::support::{Calls, Error, Starts, StillClock, ms, secs};
use reattempt::{Backoff, RetryContext, retry};
use std::time::Duration;

/// Checks six attempts that fail at once, in tokio's time and in a scope's.
macro_rules! schedule {
    ($name:ident, [$($options:tt)*], $delays:expr) => {
        #[tokio::test(start_paused = true)]
        async fn $name() {
            #[retry(max_attempts = 6, $($options)*)]
            async fn call(starts: &Starts) -> Result<(), Error> {
                Err(Error::Io(starts.note()))
            }

            #[retry(max_attempts = 6, $($options)*)]
            fn call_sync(calls: &Calls) -> Result<(), Error> {
                calls.fail()
            }

            let delays: [Duration; 5] = $delays;

            let starts = Starts::default();
            assert_eq!(call(&starts).await, Err(Error::Io(6)));
            assert_eq!(starts.waits(), delays);

            let clock = StillClock::new();
            let result = clock.scope().run(|| call_sync(&Calls::default()));
            assert_eq!(result, Err(Error::Io(6)));
            // A zero delay is no wait.
            let waits = delays.into_iter().filter(|delay| !delay.is_zero());
            assert_eq!(clock.waits(), waits.collect::<Vec<_>>());
        }
    };
}

schedule!(
    by_default_delays_double_from_one_second,
    [jitter = "none"],
    [1, 2, 4, 8, 16].map(secs)
);

schedule!(
    fixed_delays_stay_the_same,
    [backoff = "fixed", initial_delay = "150ms", jitter = "none"],
    [ms(150); 5]
);

schedule!(
    linear_delays_grow_by_the_initial_delay,
    [backoff = "linear", initial_delay = "2s", jitter = "none"],
    [2, 4, 6, 8, 10].map(secs)
);

schedule!(
    exponential_delays_double,
    [
        backoff = "exponential",
        initial_delay = "100ms",
        jitter = "none"
    ],
    [100, 200, 400, 800, 1600].map(ms)
);

schedule!(
    exponential_delays_grow_by_the_factor,
    [initial_delay = "8s", factor = 1.5, jitter = "none"],
    [8000, 12000, 18000, 27000, 40500].map(ms)
);

schedule!(
    exponential_delays_with_factor_one_stay_the_same,
    [initial_delay = "8s", factor = 1, jitter = "none"],
    [secs(8); 5]
);

schedule!(
    fibonacci_delays_add_the_two_before,
    [
        backoff = "fibonacci",
        initial_delay = "1m",
        max_delay = "1h",
        jitter = "none"
    ],
    [60, 60, 120, 180, 300].map(secs)
);

schedule!(
    a_list_of_delays_repeats_its_last,
    [
        backoff = ["10ms", "1.5s", "2m30s"],
        max_delay = "5m",
        jitter = "none"
    ],
    [10, 1500, 150_000, 150_000, 150_000].map(ms)
);

schedule!(
    a_list_of_delays_may_hold_zeros,
    [backoff = ["0s", "1s", "0s"], jitter = "none"],
    [0, 1, 0, 0, 0].map(secs)
);

schedule!(
    max_delay_caps_each_delay,
    [max_delay = "5s", jitter = "none"],
    [1, 2, 4, 5, 5].map(secs)
);

schedule!(
    max_delay_is_a_minute_by_default,
    [initial_delay = "25s", jitter = "none"],
    [25, 50, 60, 60, 60].map(secs)
);

schedule!(
    an_initial_delay_of_zero_stays_zero,
    [initial_delay = "0s"],
    [Duration::ZERO; 5]
);

const PATIENCE: Duration = Duration::from_secs(3);

schedule!(
    delays_may_be_expressions,
    [
        initial_delay = PATIENCE,
        max_delay = 2 * PATIENCE,
        jitter = "none"
    ],
    [3, 6, 6, 6, 6].map(secs)
);

#[derive(Debug)]
struct Squares;

impl Backoff for Squares {
    fn delay(&self, retry: &RetryContext) -> Duration {
        secs(u64::from(retry.number()).pow(2))
    }
}

static SQUARES: Squares = Squares;

schedule!(
    a_backoff_of_ones_own_decides_each_delay,
    [backoff = SQUARES, jitter = "none"],
    [1, 4, 9, 16, 25].map(secs)
);

schedule!(
    max_delay_caps_a_backoff_of_ones_own,
    [backoff = SQUARES, max_delay = "10s", jitter = "none"],
    [1, 4, 9, 10, 10].map(secs)
);

#[retry(max_attempts = 4, initial_delay = delay, factor = 3, jitter = "none")]
fn run_time(delay: Duration, calls: &Calls) -> Result<(), Error> {
    calls.fail()
}

#[test]
fn initial_delay_may_be_known_at_entry_only() {
    let clock = StillClock::new();
    let result = clock.scope().run(|| run_time(ms(7), &Calls::default()));
    assert_eq!(result, Err(Error::Io(4)));
    assert_eq!(clock.waits(), [7, 21, 63].map(ms));
}

#[test]
fn initial_delay_above_max_delay_at_entry_is_cut() {
    let clock = StillClock::new();
    let result = clock
        .scope()
        .run(|| run_time(Duration::MAX, &Calls::default()));
    assert_eq!(result, Err(Error::Io(4)));
    assert_eq!(clock.waits(), [secs(60); 3]);
}

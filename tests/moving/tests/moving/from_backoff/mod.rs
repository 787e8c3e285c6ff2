mod after;
mod before;

use std::time::Duration;

use backoff::backoff::Backoff;
use backoff::exponential::ExponentialBackoffBuilder;
use tokio::time::Instant;

use crate::page;
use crate::server::{ApiError, Server, busy};

#[tokio::test(start_paused = true)]
async fn same_calls_and_delays() {
    let slow_down = Err(ApiError::SlowDown {
        wait: Duration::from_millis(1200),
    });
    let cases = [
        (busy(0, Ok("page")), vec![0]),
        (busy(4, Ok("page")), vec![0, 200, 500, 950, 1450]),
        (busy(1, Err(ApiError::NotFound)), vec![0, 200]),
        (
            vec![Err(ApiError::Busy), slow_down, Ok("page")],
            vec![0, 200, 1400],
        ),
    ];
    for (script, calls) in cases {
        let (old, new) = (Server::new(&script), Server::new(&script));
        assert_eq!(before::load(&old).await, after::load(&new).await);
        assert_eq!(old.calls(), calls, "{script:?}");
        assert_eq!(new.calls(), calls, "{script:?}");
    }
}

/// `backoff` measures this time by a clock that tokio cannot pause, so it is given one that tokio can.
#[derive(Default)]
struct PausedClock;

impl backoff::Clock for PausedClock {
    fn now(&self) -> std::time::Instant {
        Instant::now().into_std()
    }
}

#[tokio::test(start_paused = true)]
async fn same_end_by_time() {
    let mut policy = ExponentialBackoffBuilder::<PausedClock>::new()
        .with_initial_interval(Duration::from_millis(200))
        .with_multiplier(1.5)
        .with_randomization_factor(0.0)
        .with_max_interval(Duration::from_millis(500))
        .with_max_elapsed_time(Some(Duration::from_secs(2)))
        .build();
    policy.reset();
    let start = Instant::now();
    let mut calls = vec![0];
    while let Some(delay) = policy.next_backoff() {
        tokio::time::sleep(delay).await;
        calls.push(start.elapsed().as_millis());
    }

    let server = Server::new(&busy(0, Err(ApiError::Busy)));
    assert_eq!(after::load(&server).await, Err(ApiError::Busy));
    assert_eq!(server.calls(), calls);
    assert_eq!(calls, [0, 200, 500, 950, 1450, 1950]);
}

#[test]
fn the_page_shows_these_programs() {
    page::shows(
        "from-backoff.md",
        &[include_str!("before.rs"), include_str!("after.rs")],
    );
}

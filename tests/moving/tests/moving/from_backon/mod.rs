mod after;
mod before;

use std::time::Duration;

use crate::page;
use crate::server::{ApiError, Server, busy};

/// `backon` reckons in `f32`, which these delays are exact in.
#[tokio::test(start_paused = true)]
async fn same_calls_and_delays() {
    let slow_down = Err(ApiError::SlowDown {
        wait: Duration::from_millis(1200),
    });
    let cases = [
        (busy(0, Ok("page")), vec![0]),
        (busy(2, Ok("page")), vec![0, 125, 375]),
        (busy(1, Err(ApiError::NotFound)), vec![0, 125]),
        (busy(9, Ok("page")), vec![0, 125, 375, 875, 1375]),
        (
            vec![
                Err(ApiError::Busy),
                slow_down,
                Err(ApiError::Busy),
                Ok("page"),
            ],
            vec![0, 125, 1325, 1825],
        ),
    ];
    for (script, calls) in cases {
        let (old, new) = (Server::new(&script), Server::new(&script));
        assert_eq!(before::load(&old).await, after::load(&new).await);
        assert_eq!(old.calls(), calls, "{script:?}");
        assert_eq!(new.calls(), calls, "{script:?}");
    }
}

#[test]
fn the_page_shows_these_programs() {
    page::shows(
        "from-backon.md",
        &[include_str!("before.rs"), include_str!("after.rs")],
    );
}

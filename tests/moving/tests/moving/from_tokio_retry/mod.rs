mod after;
mod before;
mod before_2;

use std::sync::Mutex;
use std::time::Duration;

use tokio_retry2::strategy::FixedInterval;
use tokio_retry2::{Retry, RetryError};

use crate::page;
use crate::server::{ApiError, Server, busy};

#[tokio::test(start_paused = true)]
async fn same_calls_and_delays() {
    let cases = [
        (busy(0, Ok("page")), vec![0]),
        (busy(2, Ok("page")), vec![0, 100, 300]),
        (busy(1, Err(ApiError::NotFound)), vec![0, 100]),
        (busy(9, Ok("page")), vec![0, 100, 300, 700, 1200]),
    ];
    for (script, calls) in cases {
        let (old, new) = (Server::new(&script), Server::new(&script));
        assert_eq!(before::load(&old).await, after::load(&new).await);
        assert_eq!(old.calls(), calls, "{script:?}");
        assert_eq!(new.calls(), calls, "{script:?}");

        let old = Server::new(&script);
        let _ = before_2::load(&old).await;
        assert_eq!(old.calls(), calls, "{script:?}");
    }
}

/// The page says so, and it would be wrong once this changes.
#[tokio::test(start_paused = true)]
async fn retry_after_of_tokio_retry2_reaches_notify_alone() {
    let server = Server::new(&busy(1, Ok("page")));
    let heard = Mutex::new(Vec::new());
    let heard: &'static Mutex<Vec<Duration>> = Box::leak(Box::new(heard));
    let hour = Duration::from_secs(3600);
    let answer = Retry::spawn_notify(
        FixedInterval::from_millis(100).take(2),
        || async {
            let answer = server.get().await;
            answer.map_err(|error| RetryError::retry_after(error, hour))
        },
        |_: &ApiError, delay: Duration| heard.lock().unwrap().push(delay),
    );
    assert_eq!(answer.await.as_deref(), Ok("page"));
    assert_eq!(*heard.lock().unwrap(), [hour]);
    assert_eq!(server.calls(), [0, 100]);
}

#[test]
fn the_page_shows_these_programs() {
    page::shows(
        "from-tokio-retry.md",
        &[
            include_str!("before.rs"),
            include_str!("before_2.rs"),
            include_str!("after.rs"),
        ],
    );
}

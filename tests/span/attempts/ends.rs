//! Attempts that are cut short, and one that is not begun.

use super::story::{async_story, story};
use reattempt::{Breaker, Interrupted, retry};
use tracing::info;

#[tokio::test(start_paused = true)]
async fn an_attempt_that_takes_too_long_ends_its_span() {
    #[derive(Debug, thiserror::Error)]
    #[error(transparent)]
    struct Failed(#[from] Interrupted);

    struct Told;
    impl Drop for Told {
        fn drop(&mut self) {
            info!("dropped");
        }
    }

    #[retry(span, attempt_timeout = "1s", max_attempts = 1, name = "fetch", on = [_])]
    async fn fetch() -> Result<(), Failed> {
        let _told = Told;
        std::future::pending().await
    }
    assert_eq!(
        async_story(fetch()).await,
        [
            "+attempt",
            "attempt: dropped",
            "-attempt name=\"fetch\" attempt=1 class=\"transient\" \
             error.type=\"AttemptTimeout\" otel.status_code=\"ERROR\"",
        ]
    );
}

#[test]
fn an_attempt_that_the_breaker_refuses_has_no_span() {
    static BREAKER: Breaker = Breaker::builder().consecutive_failures(1).build();

    #[retry(span, breaker = BREAKER, name = "fetch", nested = "suppress", max_delay = "1s", jitter = "none")]
    fn fetch() -> Option<()> {
        info!("body");
        None
    }
    assert_eq!(
        story(fetch),
        [
            "+attempt",
            "attempt: body",
            "-attempt name=\"fetch\" attempt=1 class=\"transient\" error.type=\"None\" \
             otel.status_code=\"ERROR\" \
             delay=1s",
        ]
    );
}

#[test]
fn the_span_of_an_attempt_ends_when_the_body_panics() {
    #[retry(span, name = "fetch")]
    fn fetch() -> Option<()> {
        panic!("in the body")
    }
    let told = story(|| {
        let caught = std::panic::catch_unwind(fetch);
        assert!(caught.is_err());
    });
    assert_eq!(told, ["+attempt", "-attempt name=\"fetch\" attempt=1"]);
}

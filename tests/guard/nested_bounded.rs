//! `nested = "bounded"`: no wait of an inner call goes past the end of the outer one.

use crate::support::{Calls, Error, Starts, StillClock, secs};
use reattempt::{RetryError, StopReason, retry};
use tokio::time::{Instant, sleep};

#[retry(
    max_attempts = 99,
    backoff = "fixed",
    initial_delay = "4s",
    jitter = "none"
)]
fn inner(calls: &Calls) -> Result<(), RetryError<Error>> {
    calls.fail()
}

#[retry(
    nested = "bounded",
    max_attempts = 2,
    max_elapsed = "30s",
    backoff = "fixed",
    initial_delay = "1s",
    jitter = "none",
    on = [_],
)]
fn outer(calls: &Calls) -> Result<(), RetryError<RetryError<Error>>> {
    inner(calls)
}

#[test]
fn a_bounded_call_begins_no_wait_past_the_end_of_the_outer_call() {
    let (clock, calls) = (StillClock::new(), Calls::default());
    let error = clock.scope().run(|| outer(&calls)).unwrap_err();
    assert_eq!(
        clock.waits()[..7],
        [secs(4); 7],
        "at 28 s another is too long"
    );
    assert_eq!(
        clock.waits()[7..],
        [secs(1)],
        "the outer call has time for one"
    );
    assert_eq!((calls.made(), error.reason()), (9, StopReason::Attempts));
    let error = error.into_error().unwrap();
    assert_eq!(error.reason(), StopReason::Elapsed);

    let calls = Calls::default();
    let error = clock.scope().run(|| inner(&calls)).unwrap_err();
    assert_eq!((calls.made(), error.reason()), (99, StopReason::Attempts));
}

#[retry(
    max_attempts = 99,
    backoff = "fixed",
    initial_delay = "4s",
    jitter = "none"
)]
async fn bottom(starts: &Starts) -> Result<(), Error> {
    Err(Error::Io(starts.note()))
}

/// Its own end is later than that of the call around it.
#[retry(max_attempts = 1, max_elapsed = "1h", nested = "bounded")]
async fn later(starts: &Starts) -> Result<(), Error> {
    sleep(secs(1)).await;
    bottom(starts).await
}

/// Its own end is sooner than that of the call around it.
#[retry(max_attempts = 1, max_elapsed = "10s", nested = "bounded")]
async fn sooner(starts: &Starts) -> Result<(), Error> {
    sleep(secs(1)).await;
    bottom(starts).await
}

/// It has nothing to say.
#[retry(max_attempts = 1)]
async fn indifferent(starts: &Starts) -> Result<(), Error> {
    sleep(secs(1)).await;
    bottom(starts).await
}

#[tokio::test(start_paused = true)]
async fn a_bounded_call_goes_by_the_nearest_end_of_all_layers() {
    macro_rules! around {
        ($middle:ident) => {{
            #[retry(max_attempts = 1, max_elapsed = "30s", nested = "bounded")]
            async fn top(starts: &Starts) -> Result<(), Error> {
                $middle(starts).await
            }
            let (starts, start) = (Starts::default(), Instant::now());
            assert!(top(&starts).await.is_err());
            (starts.made(), start.elapsed())
        }};
    }
    // At 1 s and every 4 s up to 29 s, when a wait would cross 30 s; up to 9 s of 10 s.
    for (end_of_the_middle_call, (attempts, elapsed), expected) in [
        ("later", around!(later), (8, secs(29))),
        ("none", around!(indifferent), (8, secs(29))),
        ("sooner", around!(sooner), (3, secs(9))),
    ] {
        assert_eq!((attempts, elapsed), expected, "{end_of_the_middle_call}");
    }
}

#[tokio::test(start_paused = true)]
async fn nested_suppress_between_bounded_calls_still_suppresses() {
    #[retry(max_attempts = 2, initial_delay = "0s", nested = "suppress")]
    async fn top(starts: &Starts) -> Result<(), Error> {
        later(starts).await
    }
    #[retry(max_attempts = 1, max_elapsed = "1h", nested = "bounded")]
    async fn above(starts: &Starts) -> Result<(), Error> {
        top(starts).await
    }

    let starts = Starts::default();
    assert!(above(&starts).await.is_err());
    assert_eq!(starts.made(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_bounded_attempt_is_cut_to_what_is_left_of_the_outer_call() {
    #[retry(max_attempts = 9, attempt_timeout = "20s", initial_delay = "0s")]
    async fn inner(starts: &Starts) -> Result<(), RetryError<Error>> {
        starts.note();
        std::future::pending().await
    }
    #[retry(max_attempts = 9, max_elapsed = "30s", nested = "bounded", on = [_])]
    async fn outer(starts: &Starts) -> Result<(), RetryError<RetryError<Error>>> {
        inner(starts).await
    }

    let starts = Starts::default();
    let error = outer(&starts).await.unwrap_err();
    assert_eq!(
        (starts.waits(), error.elapsed()),
        (vec![secs(20)], secs(30))
    );
}

#[test]
fn a_bounded_call_without_time_left_makes_one_attempt() {
    #[retry(max_attempts = 9, max_elapsed = "10s", nested = "bounded")]
    fn outer(clock: &StillClock, calls: &Calls) -> Result<(), RetryError<Error>> {
        clock.pass(secs(11));
        free(calls)
    }
    #[retry(initial_delay = "0s")]
    fn free(calls: &Calls) -> Result<(), Error> {
        calls.fail()
    }

    let (clock, calls) = (StillClock::new(), Calls::default());
    let error = clock.scope().run(|| outer(&clock, &calls)).unwrap_err();
    assert_eq!(error.reason(), StopReason::Elapsed);
    assert_eq!(calls.made(), 1, "not even a retry without a wait");
}

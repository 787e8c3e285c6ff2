//! `RetryError<E>` and `Option<T>` as return types.

use crate::support::{Calls, Error, StillClock, ms, secs, timed};
use reattempt::{RetryError, StopReason, retry};
use std::error::Error as _;
use std::time::Duration;
use tokio::time::sleep;

#[retry(backoff = "fixed", jitter = "none")]
async fn reported(answers: &[Result<u32, Error>], calls: &Calls) -> Result<u32, RetryError<Error>> {
    sleep(secs(10)).await;
    let answer = answers[calls.count() as usize - 1].clone()?;
    Ok(answer)
}

async fn report(answers: &[Result<u32, Error>]) -> RetryError<Error> {
    let result = reported(answers, &Calls::default()).await;
    result.expect_err("no answer is a success")
}

#[tokio::test(start_paused = true)]
async fn a_retry_error_carries_what_happened() {
    let error = report(&[1, 2, 3].map(|call| Err(Error::Io(call)))).await;
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.elapsed(), secs(32));
    assert_eq!(error.reason(), StopReason::Attempts);
    assert_eq!(error.error(), Some(&Error::Io(3)));
    assert!(error.interrupted().is_none());

    let text = error.to_string();
    assert!(text.contains("3 attempts"), "{text}");
    assert!(text.contains("attempts)"), "{text}");
    let source = error.source().expect("the last error");
    assert_eq!(source.downcast_ref(), Some(&Error::Io(3)));
    assert_eq!(error.into_error(), Ok(Error::Io(3)));
}

#[tokio::test(start_paused = true)]
async fn a_retry_error_says_why_there_was_no_other_attempt() {
    struct Case {
        answers: Vec<Error>,
        reason: StopReason,
        elapsed: Duration,
    }

    let throttled = Error::Throttled {
        call: 1,
        wait: Some(secs(61)),
    };
    for Case {
        answers,
        reason,
        elapsed,
    } in [
        Case {
            answers: vec![Error::NotFound(1)],
            reason: StopReason::Permanent,
            elapsed: secs(10),
        },
        Case {
            answers: vec![Error::Io(1), Error::NotFound(2)],
            reason: StopReason::Permanent,
            elapsed: secs(21),
        },
        Case {
            answers: vec![throttled],
            reason: StopReason::Hint,
            elapsed: secs(10),
        },
    ] {
        let results: Vec<_> = answers.iter().cloned().map(Err).collect();
        let error = report(&results).await;
        assert_eq!(error.reason(), reason, "{answers:?}");
        assert_eq!(error.attempts() as usize, answers.len(), "{answers:?}");
        assert_eq!(error.elapsed(), elapsed, "{answers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_success_of_a_function_with_retry_error_is_as_it_was() {
    let calls = Calls::default();
    assert_eq!(
        reported(&[Err(Error::Io(1)), Ok(7)], &calls).await.ok(),
        Some(7)
    );
    assert_eq!(calls.made(), 2);
}

#[retry(
    max_attempts = 9,
    backoff = "fixed",
    jitter = "none",
    max_elapsed = "3.5s"
)]
fn reported_sync(calls: &Calls) -> Result<(), RetryError<Error>> {
    if calls.made() == 100 {
        return Ok(());
    }
    calls.fail()
}

#[test]
fn a_sync_function_with_retry_error_reports_as_well() {
    let (clock, calls) = (StillClock::new(), Calls::default());
    let result = clock.scope().run(|| reported_sync(&calls));
    let error = result.expect_err("it always fails");
    assert_eq!((error.attempts(), error.elapsed()), (4, secs(3)));
    assert_eq!(error.reason(), StopReason::Elapsed);
}

#[retry(backoff = ["0s"], on = [Io])]
fn by_full_path(
    calls: &Calls,
) -> std::result::Result<(), reattempt::RetryError<crate::support::Error>> {
    Err(Error::Io(calls.count()))
}

#[test]
fn retry_error_is_known_by_its_full_path() {
    let error = by_full_path(&Calls::default());
    assert_eq!(error.map_err(|error| error.attempts()), Err(3));
}

#[retry(max_attempts = 4, initial_delay = "100ms", jitter = "none")]
fn optional(calls: &Calls) -> Option<u32> {
    calls.succeed_after(2).ok()
}

#[retry(max_attempts = 4, initial_delay = "100ms", jitter = "none")]
async fn never(calls: &Calls) -> std::option::Option<Vec<u32>> {
    calls.count();
    None
}

#[test]
fn none_is_retried_until_there_is_some() {
    let calls = Calls::default();
    let (value, waits) = timed(|| optional(&calls));
    assert_eq!(value, Some(3));
    assert_eq!(waits, [100, 200].map(ms));
}

#[tokio::test]
async fn none_is_returned_after_the_last_attempt() {
    let (clock, calls) = (StillClock::new(), Calls::default());
    assert_eq!(clock.scope().wrap(never(&calls)).await, None);
    assert_eq!(clock.waits(), [100, 200, 400].map(ms));
    assert_eq!(calls.made(), 4);
}

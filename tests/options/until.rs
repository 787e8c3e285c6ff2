//! `until`: a value is asked for again until it is the wanted one.

use crate::Foreign;
use crate::Interruptible as Error;
use crate::support::{Calls, Starts, secs};
use reattempt::{Interrupted, RetryError, StopReason, retry};
use std::io;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Job {
    Running,
    Done,
}

#[retry(
    max_attempts = 4,
    backoff = "fixed",
    jitter = "none",
    on = [Io],
    until = |job| *job == Job::Done,
)]
async fn poll_job(starts: &Starts, answers: &[Result<Job, ()>]) -> Result<Job, Error> {
    let call = starts.note();
    answers[starts.made() as usize - 1].map_err(|()| Error::Io(call))
}

#[tokio::test(start_paused = true)]
async fn a_value_that_satisfies_until_ends_the_call() {
    let starts = Starts::default();
    let result = poll_job(
        &starts,
        &[Ok(Job::Running), Ok(Job::Running), Ok(Job::Done)],
    )
    .await;
    assert_eq!(result, Ok(Job::Done));
    assert_eq!(starts.waits(), [secs(1); 2]);

    let starts = Starts::default();
    assert_eq!(poll_job(&starts, &[Ok(Job::Done)]).await, Ok(Job::Done));
    assert_eq!(starts.made(), 1);
}

#[tokio::test(start_paused = true)]
async fn until_retries_errors_besides() {
    let starts = Starts::default();
    let result = poll_job(&starts, &[Ok(Job::Running), Err(()), Ok(Job::Done)]).await;
    assert_eq!(result, Ok(Job::Done));
    assert_eq!(starts.made(), 3);

    let starts = Starts::default();
    let running = Ok(Job::Running);
    let result = poll_job(&starts, &[running, running, running, Err(())]).await;
    assert_eq!(result, Err(Error::Io(4)));
}

#[tokio::test(start_paused = true)]
async fn a_value_that_never_satisfies_until_is_an_error() {
    let starts = Starts::default();
    let Err(Error::Interrupted(Interrupted::Unsatisfied { attempts, .. })) =
        poll_job(&starts, &[Ok(Job::Running); 4]).await
    else {
        panic!("no value satisfied `until`");
    };
    assert_eq!((attempts, starts.made()), (4, 4));
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "what `until` is called with"
)]
fn is_done(job: &Job) -> bool {
    *job == Job::Done
}

#[retry(backoff = ["0s"], until = is_done)]
fn with_io_error(calls: &Calls) -> io::Result<Job> {
    match calls.count() {
        1 => Err(io::ErrorKind::TimedOut.into()),
        _ => Ok(Job::Running),
    }
}

#[test]
fn until_works_in_a_sync_function() {
    let calls = Calls::default();
    let error = with_io_error(&calls).expect_err("never done");
    assert!(matches!(
        error.get_ref().and_then(|error| error.downcast_ref()),
        Some(Interrupted::Unsatisfied { attempts: 3, .. })
    ));
    assert_eq!(calls.made(), 3);
}

#[retry(max_attempts = 2, backoff = ["0s"], on = [_], until = |value| *value > 10)]
fn with_retry_error(value: u32) -> Result<u32, RetryError<Foreign>> {
    if value == 0 { Err(Foreign) } else { Ok(value) }
}

#[test]
fn a_retry_error_tells_of_until_whatever_the_error_type() {
    assert_eq!(with_retry_error(11).ok(), Some(11));
    let error = with_retry_error(10).expect_err("never above 10");
    assert_eq!(
        (error.attempts(), error.reason()),
        (2, StopReason::Attempts)
    );
    assert!(matches!(
        error.interrupted(),
        Some(Interrupted::Unsatisfied { attempts: 2, .. })
    ));
    let error = with_retry_error(0).expect_err("zero");
    assert!(matches!(error.error(), Some(Foreign)));
}

#[retry(max_attempts = 5, backoff = ["0s"], on = [_], until = |value| *value >= wanted)]
fn until_an_argument(wanted: u32, calls: &Calls) -> anyhow::Result<u32> {
    Ok(calls.count())
}

#[test]
fn until_may_name_arguments() {
    assert_eq!(until_an_argument(4, &Calls::default()).ok(), Some(4));
    assert!(until_an_argument(6, &Calls::default()).is_err());
}

#[retry(max_attempts = 3, backoff = ["0s"], until = |value| *value > least)]
fn of_an_option(least: u32, calls: &Calls) -> Option<u32> {
    match calls.count() {
        1 => None,
        call => Some(call),
    }
}

#[test]
fn an_option_that_never_satisfies_until_ends_as_none() {
    assert_eq!(of_an_option(2, &Calls::default()), Some(3));
    assert_eq!(of_an_option(9, &Calls::default()), None);
}

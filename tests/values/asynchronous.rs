//! Async closures.

use crate::support::{Calls, Error, Starts, ms, secs};
use reattempt::{CancelHandle, Interrupted, Jitter, Nested, Policy, Retry, Scope, StopReason};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

const POLICY: Policy = Policy::builder()
    .max_attempts(4)
    .jitter(Jitter::None)
    .build();

#[tokio::test(start_paused = true)]
async fn a_policy_calls_by_itself_and_waits_by_tokios_clock() {
    let starts = Starts::default();
    let result = POLICY
        .call_async(async || match starts.note() {
            3 => Ok(3),
            call => Err(Error::Io(call)),
        })
        .await;
    assert_eq!(result, Ok(3));
    assert_eq!(starts.waits(), [secs(1), secs(2)]);
}

#[tokio::test(start_paused = true)]
async fn an_async_closure_may_borrow_mutably() {
    let mut connection = vec![0_u32];
    let retry = Retry::new(POLICY);
    let result = retry
        .call_async_mut(async || {
            connection.push(1);
            tokio::task::yield_now().await;
            match connection.len() {
                4 => Ok(connection.len()),
                _ => Err(Error::Io(0)),
            }
        })
        .await;
    assert_eq!((result, connection.len()), (Ok(4), 4));
}

#[tokio::test(start_paused = true)]
async fn a_closure_that_returns_a_future_is_one_too() {
    let calls = Calls::default();
    let retry = Retry::new(POLICY);
    let result = retry
        .call_async(|| {
            let call = calls.count();
            async move {
                match call {
                    2 => Ok(call),
                    _ => Err(Error::Io(call)),
                }
            }
        })
        .await;
    assert_eq!(result, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn it_runs_in_a_task() {
    let calls = Arc::new(AtomicU32::new(0));
    let retry = Retry::new(POLICY)
        .attempt_timeout(secs(1))
        .with_retry_error();
    let counted = Arc::clone(&calls);
    let task = tokio::spawn(async move {
        retry
            .call_async(|| {
                let call = counted.fetch_add(1, Ordering::Relaxed) + 1;
                async move {
                    tokio::task::yield_now().await;
                    match call {
                        3 => Ok(call),
                        _ => Err(Error::Io(call)),
                    }
                }
            })
            .await
    });
    assert_eq!(task.await.unwrap().unwrap(), 3);
    let by_policy = tokio::spawn(async { POLICY.call_async(async || Ok::<_, Error>(7)).await });
    assert_eq!(by_policy.await.unwrap(), Ok(7));
}

#[tokio::test(start_paused = true)]
async fn an_error_that_is_not_send_is_gone_before_the_wait() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }

    let retry = Retry::new(POLICY).classify(|_: &Unsendable| reattempt::Class::Transient);
    let result =
        is_send(retry.call_async(async || Err::<(), _>(Unsendable(std::rc::Rc::new(1))))).await;
    assert_eq!(*result.unwrap_err().0, 1);
}

#[derive(Debug)]
struct Unsendable(std::rc::Rc<u32>);

impl std::fmt::Display for Unsendable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not sendable")
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_takes_too_long_is_ended() {
    let begun = tokio::time::Instant::now();
    let retry = Retry::new(POLICY)
        .attempt_timeout(ms(100))
        .with_retry_error();
    let error = retry
        .call_async(async || std::future::pending::<Result<(), Error>>().await)
        .await
        .unwrap_err();
    assert!(matches!(
        error.interrupted(),
        Some(Interrupted::AttemptTimeout { .. })
    ));
    assert_eq!(error.attempts(), 4);
    assert_eq!(begun.elapsed(), ms(4 * 100) + secs(1 + 2 + 4));

    let begun = tokio::time::Instant::now();
    let unlimited = Retry::new(POLICY).attempt_timeout(None).with_retry_error();
    let answer = unlimited
        .call_async(async || {
            tokio::time::sleep(secs(1)).await;
            Ok::<_, Error>(())
        })
        .await;
    assert!(answer.is_ok());
    assert_eq!(begun.elapsed(), secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_the_users_own_is_awaited() {
    let waits = std::cell::RefCell::new(Vec::new());
    let retry = Retry::new(POLICY).sleep(async |delay| waits.borrow_mut().push(delay));
    let calls = Calls::default();
    let result = retry.call_async(async || calls.succeed_after(2)).await;
    assert_eq!(result, Ok(3));
    assert_eq!(waits.into_inner(), [secs(1), secs(2)]);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_wait_is_over_and_the_attempt_after_it_the_last() {
    let handle = CancelHandle::new();
    let retry = Retry::new(POLICY).with_retry_error();
    let cancelling = handle.clone();
    let call = async {
        let calls = Calls::default();
        let result = retry
            .call_async(async || {
                cancelling.cancel();
                calls.fail::<()>()
            })
            .await;
        result.unwrap_err()
    };
    let error = Scope::new().cancelled_by(&handle).wrap(call).await;
    assert_eq!(error.reason(), StopReason::Cancelled);
}

#[tokio::test(start_paused = true)]
async fn calls_inside_are_suppressed_or_bounded() {
    let calls = Calls::default();
    let inner = Retry::new(POLICY);
    let outer = Retry::new(POLICY).nested(Nested::Suppress);
    let result = outer
        .call_async(async || inner.call_async(async || calls.fail::<()>()).await)
        .await;
    assert_eq!((result, calls.made()), (Err(Error::Io(4)), 4));

    let calls = Calls::default();
    let once = POLICY
        .to_builder()
        .max_attempts(1)
        .max_elapsed(ms(1500))
        .build();
    let outer = Retry::new(once).nested(Nested::Bounded);
    let result = outer
        .call_async(async || inner.call_async(async || calls.fail::<()>()).await)
        .await;
    assert_eq!(
        (result, calls.made()),
        (Err(Error::Io(2)), 2),
        "1 s fits, 2 s do not"
    );
}

#[tokio::test(start_paused = true)]
async fn the_body_may_be_told_which_attempt_it_is() {
    let retry = Retry::new(POLICY).span();
    let result = retry
        .call_async_with(async |attempt| match attempt.number() {
            3 => Ok(attempt.elapsed()),
            number => Err(Error::Io(number)),
        })
        .await;
    assert_eq!(result, Ok(secs(3)));
}

#[tokio::test(start_paused = true)]
async fn what_a_body_does_before_its_future_is_inside_too() {
    let calls = Calls::default();
    let outer = Retry::new(POLICY).nested(Nested::Suppress);
    let result = outer
        .call_async(|| {
            let inner = POLICY.call(|| calls.fail::<()>());
            async move { inner }
        })
        .await;
    assert_eq!((result, calls.made()), (Err(Error::Io(4)), 4));
}

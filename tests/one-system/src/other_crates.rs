//! Other crates that retry, each by its documented entry points.

use std::time::Duration;

use crate::{Down, ask, ask_async};

const SECOND: Duration = Duration::from_secs(1);

async fn again() {
    use again::RetryPolicy;

    let _ = again::retry(ask_async).await; // found
    let _ = again::retry_if(ask_async, |_: &Down| true).await; // found
    let policy = RetryPolicy::fixed(SECOND);
    let _ = policy.retry(ask_async).await; // found
    let _ = policy.retry_if(ask_async, |_: &Down| true).await; // found
}

async fn backoff() {
    use backoff::{Error, ExponentialBackoff as Backoff};

    let sync = || ask().map_err(Error::transient);
    let asynchronous = || async { ask_async().await.map_err(Error::transient) };
    let _ = backoff::retry(Backoff::default(), sync); // found
    let _ = backoff::retry_notify(Backoff::default(), sync, |_, _| ()); // found
    let _ = backoff::future::retry(Backoff::default(), asynchronous).await; // found
    let _ = backoff::future::retry_notify(Backoff::default(), asynchronous, |_, _| ()).await; // found
}

mod backon {
    use backon::ExponentialBuilder;

    use crate::{Down, ask, ask_async};

    async fn asynchronous() {
        use backon::Retryable as _;
        let _ = ask_async.retry(ExponentialBuilder::default()).await; // found
    }

    async fn with_context() {
        use backon::RetryableWithContext as _;
        let body = async |context: u32| (context, ask_async().await);
        let body = move |context| body(context);
        let _ = body.retry(ExponentialBuilder::default()).context(7).await; // found
    }

    fn sync() {
        use backon::BlockingRetryable as _;
        let _ = ask.retry(ExponentialBuilder::default()).call(); // found
    }

    fn sync_with_context() {
        use backon::BlockingRetryableWithContext as _;
        let body = |context: u32| -> (u32, Result<u32, Down>) { (context, ask()) };
        let _ = body.retry(ExponentialBuilder::default()).context(7).call(); // found
    }
}

fn exponential_backoff() {
    let backoff = exponential_backoff::Backoff::new(3, SECOND, None); // found
    for _ in backoff {
        if ask().is_ok() {
            break;
        }
    }
}

fn retry() {
    use retry::delay::Fixed;

    let _ = retry::retry(Fixed::from_millis(100).take(3), ask); // found
    let _ = retry::retry_with_index(Fixed::from_millis(100).take(3), |_| ask()); // found
}

#[expect(deprecated, reason = "`spawn` was the name of `start`")]
async fn tokio_retry() {
    use tokio_retry::strategy::FixedInterval;
    use tokio_retry::{Retry, RetryIf};

    let strategy = || FixedInterval::from_millis(100).take(3);
    let _ = Retry::start(strategy(), ask_async).await; // found
    let _ = Retry::spawn(strategy(), ask_async).await; // found
    let _ = RetryIf::start(strategy(), ask_async, |_: &Down| true).await; // found
    let _ = RetryIf::spawn(strategy(), ask_async, |_: &Down| true).await; // found
}

async fn tokio_retry2() {
    use tokio_retry2::strategy::FixedInterval;
    use tokio_retry2::{Retry, RetryError, RetryIf};

    let body = async || ask_async().await.map_err(RetryError::transient);
    let body = || body();
    let strategy = || FixedInterval::from_millis(100).take(3);
    let _ = Retry::spawn(strategy(), body).await; // found
    let _ = Retry::spawn_notify(strategy(), body, |_: &Down, _| ()).await; // found
    let _ = RetryIf::spawn(strategy(), body, |_: &Down| true, |_: &Down, _| ()).await; // found
}

async fn tryhard() {
    let _ = tryhard::retry_fn(ask_async).retries(2).await; // found
}

fn reqwest() {
    let policy = reqwest::retry::for_host("example.com"); // found
    let _ = reqwest::Client::builder().retry(policy);
    let _ = reqwest::Client::builder().retry(reqwest::retry::never());
}

fn reqwest_retry() {
    use reqwest_retry::policies::ExponentialBackoff;
    use reqwest_retry::{DefaultRetryableStrategy, RetryTransientMiddleware as Retry};

    let policy = ExponentialBackoff::builder().build_with_max_retries(3);
    let _ = Retry::new_with_policy(policy); // found
    let _ = Retry::new_with_policy_and_strategy(policy, DefaultRetryableStrategy); // found
}

fn tower() {
    use tower::ServiceBuilder;
    use tower::retry::{Retry, RetryLayer};

    let _ = ServiceBuilder::new().retry(()); // found
    let _ = RetryLayer::new(()); // found
    let _ = Retry::new((), ()); // found
}

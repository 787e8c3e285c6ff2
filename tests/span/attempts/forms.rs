//! Every form of function.

use super::story::{async_story, story};
use crate::support::{Calls, Error};
use async_trait::async_trait;
use reattempt::retry;
use tracing::info;

/// The story of a call that fails once, with an error of this type.
fn recovered(error: &str) -> Vec<String> {
    let failed = format!(
        "-attempt name=\"fetch\" attempt=1 class=\"transient\" error.type=\"{error}\" \
         otel.status_code=\"ERROR\" delay=1s"
    );
    let told = [
        "+attempt",
        "attempt: body",
        &failed,
        "+attempt",
        "attempt: body",
        "-attempt name=\"fetch\" attempt=2 http.request.resend_count=1",
    ];
    told.map(str::to_owned).to_vec()
}

#[test]
fn each_attempt_of_a_sync_function_has_a_span() {
    #[retry(span, name = "fetch", jitter = "none")]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        info!("body");
        calls.succeed_after(1)
    }
    let told = story(|| fetch(&Calls::default()));
    assert_eq!(told, recovered("span::support::Error"));
}

#[tokio::test(start_paused = true)]
async fn each_attempt_of_an_async_function_has_a_span() {
    #[retry(span, name = "fetch", jitter = "none", on = [_])]
    async fn fetch(failures: &mut u32) -> Result<(), ()> {
        tokio::task::yield_now().await;
        info!("body");
        match failures.checked_sub(1) {
            None => Ok(()),
            Some(left) => {
                *failures = left;
                Err(())
            }
        }
    }
    let told = async_story(async { fetch(&mut 1).await }).await;
    assert_eq!(told, recovered("()"));
}

#[tokio::test(start_paused = true)]
async fn each_attempt_of_a_method_and_of_an_async_trait_has_a_span() {
    #[async_trait]
    trait Fetch {
        async fn by_box(&mut self) -> Result<(), ()>;
    }

    struct Client {
        failures: u32,
    }

    impl Client {
        fn ask(&mut self) -> Result<(), ()> {
            info!("body");
            if self.failures == 0 {
                return Ok(());
            }
            self.failures -= 1;
            Err(())
        }

        #[retry(span, name = "fetch", jitter = "none", on = [_])]
        async fn by_self(&mut self) -> Result<(), ()> {
            self.ask()
        }
    }

    #[async_trait]
    impl Fetch for Client {
        #[retry(span, name = "fetch", jitter = "none", on = [_])]
        async fn by_box(&mut self) -> Result<(), ()> {
            self.ask()
        }
    }

    let told = async_story(async { Client { failures: 1 }.by_self().await }).await;
    assert_eq!(told, recovered("()"));
    let told = async_story(async { Client { failures: 1 }.by_box().await }).await;
    assert_eq!(told, recovered("()"));
}

//! Every form of function.

use super::story::{async_story, story};
use crate::support::{Calls, Error};
use async_trait::async_trait;
use reattempt::retry;
use tracing::info;

const RECOVERED: [&str; 6] = [
    "+attempt",
    "attempt: body",
    "-attempt name=\"fetch\" attempt=1 class=\"transient\" otel.status_code=\"ERROR\" delay=1s",
    "+attempt",
    "attempt: body",
    "-attempt name=\"fetch\" attempt=2 http.request.resend_count=1",
];

#[test]
fn each_attempt_of_a_sync_function_has_a_span() {
    #[retry(span, name = "fetch", jitter = "none")]
    fn fetch(calls: &Calls) -> Result<u32, Error> {
        info!("body");
        calls.succeed_after(1)
    }
    assert_eq!(story(|| fetch(&Calls::default())), RECOVERED);
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
    assert_eq!(told, RECOVERED);
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
    assert_eq!(told, RECOVERED);
    let told = async_story(async { Client { failures: 1 }.by_box().await }).await;
    assert_eq!(told, RECOVERED);
}

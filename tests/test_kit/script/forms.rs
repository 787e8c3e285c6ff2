//! Every form of function.

use super::*;

#[test]
fn a_script_is_played_in_a_sync_function() {
    #[retry]
    fn fetch(_: &str) -> Result<u32, Error> {
        unreachable!("the body does not run")
    }
    let script = script();
    assert_eq!(scripted(&script).run(|| fetch("page")).unwrap(), 7);
    script.assert_finished();
}

#[tokio::test]
async fn a_script_is_played_in_an_async_function() {
    #[retry]
    async fn fetch(_: &str) -> Result<u32, Error> {
        unreachable!("the body does not run")
    }
    let script = script();
    let call = tokio::spawn(scripted(&script).wrap(fetch("page")));
    assert_eq!(call.await.unwrap().unwrap(), 7);
    script.assert_finished();
}

#[tokio::test]
async fn a_script_is_played_in_a_function_that_returns_a_future() {
    #[retry]
    #[expect(clippy::manual_async_fn, reason = "that is the form")]
    fn fetch(_: &str) -> impl Future<Output = Result<u32, Error>> {
        async { unreachable!("the body does not run") }
    }
    assert_eq!(scripted(&script()).wrap(fetch("page")).await.unwrap(), 7);
}

#[tokio::test]
async fn a_script_is_played_in_a_function_that_returns_a_boxed_future() {
    #[retry]
    fn fetch(_: &str) -> Pin<Box<dyn Future<Output = Result<u32, Error>> + Send + '_>> {
        Box::pin(async move { unreachable!("the body does not run") })
    }
    assert_eq!(scripted(&script()).wrap(fetch("page")).await.unwrap(), 7);
}

struct Client {
    page: u32,
}

impl Client {
    #[retry]
    fn fetch(&self) -> Result<u32, Error> {
        unreachable!("the body does not run, for page {}", self.page)
    }
}

#[test]
fn a_script_is_played_in_a_method() {
    assert_eq!(
        scripted(&script())
            .run(|| Client { page: 1 }.fetch())
            .unwrap(),
        7
    );
}

#[async_trait::async_trait]
trait Fetch {
    async fn fetch(&mut self) -> Result<u32, Error>;
}

#[async_trait::async_trait]
impl Fetch for Client {
    #[retry]
    async fn fetch(&mut self) -> Result<u32, Error> {
        unreachable!("the body does not run")
    }
}

#[tokio::test]
async fn a_script_is_played_in_a_method_of_an_async_trait() {
    let mut client = Client { page: 1 };
    let call = <Client as Fetch>::fetch(&mut client);
    assert_eq!(scripted(&script()).wrap(call).await.unwrap(), 7);
}

#[test]
fn a_script_is_played_in_a_function_that_returns_an_option() {
    #[retry]
    fn fetch() -> Option<u32> {
        unreachable!("the body does not run")
    }
    let script = Script::new([None, None, Some(7_u32)]);
    let scope = Scope::new().at_most(9).inject("fetch", &script);
    assert_eq!(scope.run(fetch), Some(7));
    script.assert_finished();
}

#[test]
fn a_script_is_played_in_a_function_that_returns_a_retry_error() {
    #[retry]
    fn fetch() -> Result<u32, RetryError<Error>> {
        unreachable!("the body does not run")
    }
    let script = Script::new([Err::<u32, _>(Timeout), Err(NotFound)]);
    let error = scripted(&script).run(fetch).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (2, StopReason::Permanent)
    );
}

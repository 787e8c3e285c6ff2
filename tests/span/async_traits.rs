//! `#[instrument]` above `#[retry]` in what `#[async_trait]` makes of a method, which is expanded before both.

use crate::instrument::{State, spans_of};
use async_trait::async_trait;
use reattempt::retry;
use tracing::instrument;

#[async_trait]
trait Fetch: Sized + Send + Sync {
    fn state(&self) -> &State;

    async fn by_reference(&self, page: String) -> Result<u32, String>;

    async fn by_mutable_reference(
        &mut self,
        log: &mut Vec<u32>,
        page: String,
    ) -> Result<u32, String>;

    async fn by_value(self: Box<Self>, page: String) -> Result<u32, String>;

    async fn without_self(state: State, mut pages: Vec<String>) -> Result<u32, String>;

    #[instrument(skip(self), err, ret)]
    #[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
    async fn default_method(&mut self, page: String) -> Result<u32, String> {
        assert_eq!(page, "page");
        self.state().fail().await
    }
}

struct Client {
    state: State,
    calls: u32,
}

impl Client {
    fn new() -> Self {
        Self {
            state: State::default(),
            calls: 0,
        }
    }
}

#[async_trait]
impl Fetch for Client {
    fn state(&self) -> &State {
        &self.state
    }

    #[instrument(skip_all, fields(calls = self.calls, page = page.len()))]
    #[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
    async fn by_reference(&self, page: String) -> Result<u32, String> {
        assert_eq!(page, "page");
        self.state.fail().await
    }

    #[instrument(skip(self), fields(calls = self.calls), err(Debug), ret)]
    #[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
    async fn by_mutable_reference(
        &mut self,
        log: &mut Vec<u32>,
        page: String,
    ) -> Result<u32, String> {
        assert_eq!(page, "page");
        self.calls += 1;
        log.push(self.calls);
        self.state.fail().await
    }

    #[instrument(skip_all, fields(calls = self.calls))]
    #[retry(max_attempts = 5, backoff = ["0s"], on = [_])]
    async fn by_value(self: Box<Self>, page: String) -> Result<u32, String> {
        assert_eq!((self.calls, &*page), (0, "page"));
        self.state.fail().await
    }

    #[instrument]
    #[retry(max_attempts = 5, backoff = ["0s"], on = [_], clone = [pages])]
    async fn without_self(state: State, mut pages: Vec<String>) -> Result<u32, String> {
        pages.push(String::new());
        assert_eq!(pages.len(), 1);
        state.fail().await
    }
}

#[tokio::test]
async fn below_instrument_a_method_of_async_trait_has_its_arguments_and_self_in_every_attempt() {
    let page = || "page".to_owned();
    let client = Client::new();
    let call = client.by_reference(page());
    assert_eq!(spans_of(call).await, (Ok(3), 3));

    let (mut client, mut log) = (Client::new(), Vec::new());
    let call = client.by_mutable_reference(&mut log, page());
    assert_eq!(spans_of(call).await, (Ok(3), 3));
    assert_eq!(log, [1, 2, 3]);

    let call = Box::new(Client::new()).by_value(page());
    assert_eq!(spans_of(call).await, (Ok(3), 3));

    let call = Client::without_self(State::default(), Vec::new());
    assert_eq!(spans_of(call).await, (Ok(3), 3));

    let mut client = Client::new();
    assert_eq!(spans_of(client.default_method(page())).await, (Ok(3), 3));
}

//! `#[wasm_bindgen]`, on the host: what is exported to JavaScript is compiled there too.

#![expect(unreachable_pub, reason = "what is exported is `pub`")]

use std::io;

use reattempt::{Classify, retry};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Runs, sites_in};

static RUNS: Runs = Runs::new();

#[wasm_bindgen]
#[derive(Debug, Classify)]
#[classify(transient)]
pub struct FetchError;

impl From<io::Error> for FetchError {
    fn from(_: io::Error) -> Self {
        Self
    }
}

#[wasm_bindgen]
#[derive(Clone)]
pub struct Client {
    id: u32,
}

#[wasm_bindgen]
impl Client {
    #[retry(backoff = ["0s"])]
    pub fn fetch(&self, id: u32) -> Result<u32, FetchError> {
        assert_eq!(self.id, id);
        Ok(RUNS.fail()?)
    }

    #[retry(backoff = ["0s"])]
    pub async fn fetch_async(self, url: String) -> Result<u32, FetchError> {
        assert_eq!((self.id, &*url), (7, "/"));
        Ok(RUNS.fail()?)
    }

    #[retry(backoff = ["0s"])]
    pub fn create(id: u32) -> Result<Self, FetchError> {
        assert_eq!(id, 7);
        Ok(RUNS.fail()?)
    }
}

#[wasm_bindgen]
#[retry(backoff = ["0s"])]
pub fn above(id: u32) -> Result<u32, FetchError> {
    assert_eq!(id, 7);
    Ok(RUNS.fail()?)
}

#[retry(backoff = ["0s"])]
#[wasm_bindgen]
pub async fn below(url: String) -> Result<u32, FetchError> {
    assert_eq!(url, "/");
    Ok(RUNS.fail()?)
}

#[tokio::test]
async fn what_is_exported_to_javascript_is_run_three_times() {
    let client = Client { id: 7 };
    assert!(client.fetch(7).is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(client.fetch_async("/".to_owned()).await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(Client::create(7).is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(above(7).is_err());
    assert_eq!(RUNS.take(), 3);
    assert!(below("/".to_owned()).await.is_err());
    assert_eq!(RUNS.take(), 3);
    assert_eq!(
        sites_in(module_path!()),
        ["above", "below", "create", "fetch", "fetch_async"]
    );
}

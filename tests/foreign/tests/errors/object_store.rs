//! Files over HTTP, through `object_store`.

use std::net::TcpListener;
use std::time::Duration;

use foreign::{hangs_up_after, nobody};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
    ReqwestConnector,
};
use object_store::http::HttpBuilder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, Error, ObjectStoreExt, RetryConfig};
use reattempt::classify::http_1::CheckStatus;
use reattempt::{Class, Classify};

const LIMIT: Duration = Duration::from_millis(200);

fn store(address: impl std::fmt::Display) -> HttpBuilder {
    let never = RetryConfig {
        max_retries: 0,
        ..RetryConfig::default()
    };
    let options = ClientOptions::new()
        .with_allow_http(true)
        .with_timeout(LIMIT);
    HttpBuilder::new()
        .with_url(format!("http://{address}"))
        .with_client_options(options)
        .with_retry(never)
}

async fn get(store: HttpBuilder) -> Error {
    let store = store.build().expect("a store");
    let response = match store.get(&Path::from("file")).await {
        Ok(response) => response,
        Err(error) => return error,
    };
    response.bytes().await.expect_err("the body is cut")
}

#[tokio::test]
async fn a_refused_connection_of_object_store_is_unsent() {
    let error = get(store(nobody())).await;

    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert_eq!(error.kind(), "object_store::Error");
    assert!(error.is_unprocessed());
    let opaque: Box<dyn std::error::Error> = error.into();
    assert_eq!(opaque.classify(), Class::Unsent);
}

#[tokio::test]
async fn a_server_that_hangs_up_on_object_store_is_transient() {
    let error = get(store(hangs_up_after("", "H"))).await;
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
    assert!(!error.is_unprocessed());
}

#[tokio::test]
async fn a_request_of_object_store_that_timed_out_is_transient() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let error = get(store(silent.local_addr().expect("it is bound"))).await;
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

const OVERLOADED: &str =
    "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";

#[tokio::test]
async fn a_status_that_object_store_hides_is_permanent_and_not_known() {
    let error = get(store(hangs_up_after("", OVERLOADED))).await;

    assert!(matches!(error, Error::Generic { .. }), "{error:?}");
    assert_eq!(error.classify(), Class::Permanent);
    assert!(!error.is_known());
}

#[tokio::test]
async fn a_status_that_object_store_has_a_variant_for_is_permanent() {
    for reply in [
        "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 412 Precondition Failed\r\ncontent-length: 0\r\n\r\n",
    ] {
        let error = get(store(hangs_up_after("", reply))).await;
        assert_eq!(error.classify(), Class::Permanent, "{error:?}");
        assert!(error.is_known(), "{error:?}");
    }
}

/// Makes errors of the statuses that a retry can help with, which keep their hint.
#[derive(Debug)]
struct Checked<T>(T);

impl HttpConnector for Checked<ReqwestConnector> {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Checked(self.0.connect(options)?)))
    }
}

#[async_trait::async_trait]
impl HttpService for Checked<HttpClient> {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let response = self.0.execute(request).await?;
        if response.status().is_server_error() || response.status() == 429 {
            let checked = response.check_status();
            checked.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))
        } else {
            Ok(response)
        }
    }
}

#[tokio::test]
async fn a_status_that_the_connector_of_object_store_keeps_has_its_hint() {
    let store = store(hangs_up_after("", OVERLOADED));
    let error = get(store.with_http_connector(Checked(ReqwestConnector::default()))).await;

    assert_eq!(error.classify(), Class::Throttled, "{error:?}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_known());
}

#[tokio::test]
async fn a_file_that_is_not_there_is_permanent_in_object_store() {
    let directory = tempfile::tempdir().expect("a directory");
    let files = LocalFileSystem::new_with_prefix(directory.path()).expect("a store");
    let error = files.get(&Path::from("none")).await.expect_err("no file");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

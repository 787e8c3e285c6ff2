//! Requests to AWS, through `aws-sdk-sqs`.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use aws_sdk_sqs::config::retry::RetryConfig;
use aws_sdk_sqs::config::timeout::TimeoutConfig;
use aws_sdk_sqs::config::{Credentials, Region};
use aws_sdk_sqs::error::SdkError;
use aws_sdk_sqs::operation::list_queues::ListQueuesError;
use aws_sdk_sqs::{Client, Config};
use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};

const LIMIT: Duration = Duration::from_millis(200);

fn client(address: SocketAddr) -> Client {
    let timeouts = TimeoutConfig::builder().operation_timeout(LIMIT).build();
    let config = Config::builder()
        .endpoint_url(format!("http://{address}"))
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("id", "secret", None, None, "test"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .timeout_config(timeouts)
        .retry_config(RetryConfig::disabled())
        .build();
    Client::from_conf(config)
}

async fn ask(address: SocketAddr) -> SdkError<ListQueuesError> {
    let asked = client(address).list_queues().send().await;
    asked.expect_err("no service")
}

/// What a service is made of that replies with this.
async fn replied(reply: &'static str) -> SdkError<ListQueuesError> {
    let error = ask(hangs_up_after("", reply)).await;
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    error
}

#[tokio::test]
async fn a_refused_connection_to_aws_is_unsent() {
    let error = ask(nobody()).await;

    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert_eq!(error.kind(), "SdkError");
    assert!(error.is_unprocessed());
}

#[tokio::test]
async fn a_service_of_aws_that_hangs_up_is_transient() {
    for reply in ["H", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let error = ask(hangs_up_after("", reply)).await;
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
        assert!(!error.is_unprocessed());
    }
}

#[tokio::test]
async fn a_request_to_aws_that_timed_out_is_transient() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let error = ask(silent.local_addr().expect("it is bound")).await;

    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert_eq!(error.classify(), Class::Transient);
}

#[tokio::test]
async fn a_negative_reply_of_aws_has_the_class_of_its_code_or_status() {
    for (reply, class, is_unprocessed) in [
        (
            "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: ThrottlingException\r\ncontent-length: 2\r\n\r\n{}",
            Class::Throttled,
            true,
        ),
        // An earlier request has begun it.
        (
            "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: TransactionInProgressException\r\ncontent-length: 2\r\n\r\n{}",
            Class::Throttled,
            false,
        ),
        (
            "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 2\r\n\r\n{}",
            Class::Throttled,
            true,
        ),
        (
            "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: RequestTimeoutException\r\ncontent-length: 2\r\n\r\n{}",
            Class::Transient,
            false,
        ),
        (
            "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 2\r\n\r\n{}",
            Class::Transient,
            false,
        ),
        (
            "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: InvalidAddress\r\ncontent-length: 2\r\n\r\n{}",
            Class::Permanent,
            false,
        ),
        (
            "HTTP/1.1 403 Forbidden\r\nx-amzn-errortype: AccessDeniedException\r\ncontent-length: 2\r\n\r\n{}",
            Class::Permanent,
            false,
        ),
    ] {
        let error = replied(reply).await;
        assert_eq!(error.classify(), class, "{error:?}");
        assert_eq!(error.is_unprocessed(), is_unprocessed, "{error:?}");
        assert_eq!(Classify::retry_after(&error), None);
    }
}

#[tokio::test]
async fn a_hint_of_aws_is_in_milliseconds_and_that_of_http_in_seconds() {
    let of_aws = replied(
        "HTTP/1.1 503 Service Unavailable\r\nx-amzn-errortype: ThrottlingException\r\nx-amz-retry-after: 1500\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\n{}",
    )
    .await;
    let of_http = replied(
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 2\r\n\r\n{}",
    )
    .await;

    // Behind a 503 without a code something may have begun.
    for (error, hint, is_unprocessed) in [
        (of_aws, Duration::from_millis(1500), true),
        (of_http, Duration::from_secs(7), false),
    ] {
        assert_eq!(error.classify(), Class::Throttled, "{error:?}");
        assert_eq!(Classify::retry_after(&error), Some(hint));
        assert_eq!(error.is_unprocessed(), is_unprocessed);
    }
}

#[tokio::test]
async fn a_client_of_aws_that_lacks_something_is_permanent() {
    let http = || aws_smithy_http_client::Builder::new().build_http();
    let without_credentials = Config::builder()
        .endpoint_url(format!("http://{}", nobody()))
        .region(Region::from_static("us-east-1"))
        .http_client(http())
        .build();
    let without_region = Config::builder()
        .credentials_provider(Credentials::new("id", "secret", None, None, "test"))
        .http_client(http())
        .build();

    for config in [without_credentials, without_region] {
        let asked = Client::from_conf(config).list_queues().send().await;
        let error = asked.expect_err("it cannot ask");
        assert!(error.raw_response().is_none());
        assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    }
}

reattempt::register!(SdkError<ListQueuesError>);

#[tokio::test]
async fn an_error_of_aws_that_is_registered_is_known_in_an_opaque_error() {
    let opaque = anyhow::Error::from(ask(nobody()).await).context("counting");
    assert_eq!(opaque.classify(), Class::Unsent);
}

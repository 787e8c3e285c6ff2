//! Objects of Kubernetes.

use std::fmt::Display;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::Duration;

use foreign::{hangs_up_after, nobody};
use kube::core::{ApiResource, DynamicObject, GroupVersionKind};
use kube::{Api, Client, Config, Error};
use reattempt::{Class, Classify, retry};

fn config(address: impl Display) -> Config {
    Config::new(format!("http://{address}").parse().expect("an address"))
}

/// Of a client that does not retry by itself.
fn once(address: impl Display) -> Config {
    let mut config = config(address);
    config.default_retry = false;
    config
}

async fn get(config: Config) -> Result<DynamicObject, Error> {
    let client = Client::try_from(config)?;
    let resource = ApiResource::from_gvk(&GroupVersionKind::gvk("", "v1", "ConfigMap"));
    Api::default_namespaced_with(client, &resource)
        .get("settings")
        .await
}

async fn failed(config: Config) -> Error {
    get(config).await.expect_err("no object")
}

#[tokio::test]
async fn a_refused_connection_of_kube_is_transient() {
    let error = failed(once(nobody())).await;

    assert_eq!(error.classify(), Class::Transient, "{error:?}");
    assert!(!error.is_unprocessed());
    let opaque: Box<dyn std::error::Error> = error.into();
    assert_eq!(opaque.classify(), Class::Transient);
    assert_eq!(Classify::kind(&opaque), "kube::Error");
}

#[tokio::test]
async fn a_name_that_kube_does_not_find_is_transient() {
    let error = failed(once("reattempt.invalid")).await;
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[tokio::test]
async fn a_server_that_hangs_up_on_kube_is_transient() {
    for reply in ["", "H", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"] {
        let error = failed(once(hangs_up_after("", reply))).await;
        assert_eq!(error.classify(), Class::Transient, "{reply:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_kube_is_transient() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = silent.local_addr().expect("it is bound");
    let mut config = once(address);
    config.read_timeout = Some(Duration::from_millis(200));

    let error = failed(config).await;

    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

/// What priority and fairness answers where too many requests wait.
const TOO_MANY: &str = r#"HTTP/1.1 429 Too Many Requests
content-type: application/json
retry-after: 7
connection: close

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too many requests, please try again later","reason":"TooManyRequests","details":{"retryAfterSeconds":7},"code":429}"#;
const STARTING: &str = r#"HTTP/1.1 503 Service Unavailable
content-type: application/json
connection: close

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"apiserver is shutting down","reason":"ServiceUnavailable","code":503}"#;
const CONFLICT: &str = r#"HTTP/1.1 409 Conflict
content-type: application/json
connection: close

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the object has been modified","reason":"Conflict","details":{"name":"settings","kind":"configmaps"},"code":409}"#;
/// What server-side apply answers.
const FIELD_OF_ANOTHER: &str = r#"HTTP/1.1 409 Conflict
content-type: application/json
connection: close

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Apply failed with 1 conflict: conflict with \"kubectl\" using v1: .data.key","reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl\" using v1","field":".data.key"}]},"code":409}"#;
const EXISTS: &str = r#"HTTP/1.1 409 Conflict
content-type: application/json
connection: close

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"configmaps \"settings\" already exists","reason":"AlreadyExists","details":{"name":"settings","kind":"configmaps"},"code":409}"#;
const MISSING: &str = r#"HTTP/1.1 404 Not Found
content-type: application/json
connection: close

{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"configmaps \"settings\" not found","reason":"NotFound","details":{"name":"settings","kind":"configmaps"},"code":404}"#;
/// Of a balancer in front of the servers.
const BAD_GATEWAY: &str = "HTTP/1.1 502 Bad Gateway\nconnection: close\n\n<html>no upstream</html>";
/// Taken for a status whose code is 0.
const BAD_GATEWAY_IN_JSON: &str = r#"HTTP/1.1 502 Bad Gateway
content-type: application/json
connection: close

{"message":"no upstream"}"#;
const GATEWAY_TIMEOUT: &str = "HTTP/1.1 504 Gateway Timeout\nconnection: close\n\n";
const FOUND: &str = r#"HTTP/1.1 200 OK
content-type: application/json
connection: close

{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"settings"}}"#;

#[tokio::test]
async fn a_status_of_kube_has_its_class_and_its_hint() {
    let hint = Some(Duration::from_secs(7));
    for (reply, class, hint) in [
        (TOO_MANY, Class::Throttled, hint),
        (STARTING, Class::Transient, None),
        (CONFLICT, Class::Transient, None),
        (EXISTS, Class::Permanent, None),
        (MISSING, Class::Permanent, None),
        (BAD_GATEWAY, Class::Transient, None),
        (BAD_GATEWAY_IN_JSON, Class::Permanent, None),
        (FIELD_OF_ANOTHER, Class::Permanent, None),
    ] {
        let error = failed(once(answers([reply]))).await;

        assert!(matches!(error, Error::Api(_)), "{error:?}");
        assert_eq!(error.classify(), class, "{error:?}");
        assert_eq!(error.retry_after(), hint, "{error:?}");
        assert!(!error.is_unprocessed(), "{error:?}");
    }
}

/// A server that answers so many requests, and is gone then.
fn answers<const N: usize>(replies: [&'static str; N]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for reply in replies {
            let (mut stream, _) = listener.accept().expect("a client");
            let _request = stream.read(&mut [0; 4096]).expect("a request");
            let (head, body) = reply.split_once("\n\n").expect("head and body");
            let head = head.replace('\n', "\r\n");
            write!(stream, "{head}\r\n\r\n{body}").expect("it reads");
        }
    });
    address
}

/// The request that was processed perhaps is not the one of which the error is.
#[tokio::test]
async fn a_client_of_kube_that_repeats_a_request_hides_the_first() {
    let error = failed(config(answers([GATEWAY_TIMEOUT]))).await;

    assert!(matches!(error, Error::Service(_)), "{error:?}");
    assert_eq!(error.classify(), Class::Transient);
    assert!(!error.is_unprocessed());
}

#[retry(initial_delay = "1ms")]
async fn read(address: SocketAddr) -> Result<DynamicObject, Error> {
    get(once(address)).await
}

#[tokio::test]
async fn an_object_of_kube_that_was_changed_meanwhile_is_read_again() {
    let object = read(answers([CONFLICT, BAD_GATEWAY, FOUND])).await;

    let object = object.expect("the third answer");
    assert_eq!(object.metadata.name.as_deref(), Some("settings"));
}

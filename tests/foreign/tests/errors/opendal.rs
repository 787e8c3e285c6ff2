//! Files over HTTP, through `opendal`.

use std::net::SocketAddr;

use foreign::{hangs_up_after, nobody};
use opendal_core::{Error, ErrorKind, OperationContext, Operator};
use opendal_http_transport_reqwest::ReqwestTransport;
use opendal_service_http::Http;
use reattempt::{Class, Classify};

async fn read(address: SocketAddr) -> Error {
    let store = Http::default().endpoint(&format!("http://{address}"));
    let transport = opendal_core::HttpTransporter::new(ReqwestTransport::default());
    let context = OperationContext::new().with_http_transport(transport);
    let operator = Operator::new(store).expect("a store").with_context(context);
    operator.read("file").await.expect_err("no file")
}

#[tokio::test]
async fn a_refused_connection_of_opendal_is_transient() {
    let error = read(nobody()).await;

    assert_eq!(error.classify(), Class::Transient, "{error:?}");
    assert_eq!(Classify::kind(&error), "opendal::Error");
    assert!(!error.is_unprocessed());
    let opaque: Box<dyn std::error::Error> = error.into();
    assert_eq!(opaque.classify(), Class::Transient);
}

#[tokio::test]
async fn a_server_that_hangs_up_on_opendal_is_transient() {
    for reply in ["H", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let error = read(hangs_up_after("", reply)).await;
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

#[tokio::test]
async fn a_negative_reply_to_opendal_has_the_class_of_its_status() {
    for (reply, kind, class) in [
        (
            "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
            ErrorKind::Unexpected,
            Class::Transient,
        ),
        (
            "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
            ErrorKind::NotFound,
            Class::Permanent,
        ),
        (
            "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
            ErrorKind::PermissionDenied,
            Class::Permanent,
        ),
    ] {
        let error = read(hangs_up_after("", reply)).await;
        assert_eq!(error.kind(), kind);
        assert_eq!(error.classify(), class, "{error:?}");
    }
}

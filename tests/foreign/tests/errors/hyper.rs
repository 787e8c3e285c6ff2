//! A connection of HTTP/1 without a client around it.

use std::net::SocketAddr;

use foreign::hangs_up_after;
use http_body_util::Empty;
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use reattempt::{Class, Classify};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

type Sender = SendRequest<Empty<Bytes>>;

async fn connect(address: SocketAddr) -> (Sender, JoinHandle<hyper::Result<()>>) {
    let stream = TcpStream::connect(address).await.expect("somebody listens");
    let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("a connection");
    (sender, tokio::spawn(connection))
}

fn request() -> Request<Empty<Bytes>> {
    Request::builder()
        .uri("/")
        .header("host", "localhost")
        .body(Empty::new())
        .expect("a request")
}

#[tokio::test]
async fn a_hyper_connection_hung_up_within_the_head_is_transient() {
    let (mut sender, _connection) = connect(hangs_up_after("", "HTTP/1.1 200")).await;
    let error = sender.send_request(request()).await.expect_err("no reply");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[tokio::test]
async fn a_reply_to_hyper_that_is_no_http_is_permanent() {
    let (mut sender, _connection) = connect(hangs_up_after("", "220 ready\r\n\r\n")).await;
    let error = sender.send_request(request()).await.expect_err("no HTTP");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[tokio::test]
async fn a_hyper_connection_that_is_closed_is_unsent() {
    let (mut sender, connection) = connect(hangs_up_after("", "HTTP/1.1 200")).await;
    connection.abort();
    assert!(connection.await.is_err());

    let error = sender.ready().await.expect_err("it is closed");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    let error = sender
        .send_request(request())
        .await
        .expect_err("it is closed");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

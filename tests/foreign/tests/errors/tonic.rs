//! Calls of gRPC.

use std::error::Error;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::time::Duration;

use foreign::{hangs_up_after, nobody};
use h2::Reason;
use h2::server::{Connection, handshake};
use http::{HeaderMap, Response};
use hyper::body::{Buf, Bytes};
use reattempt::{Class, Classify};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tonic::body::Body;
use tonic::client::{Grpc, GrpcService};
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::transport::{self, Channel, Endpoint};
use tonic::{Code, Request, Status};

fn endpoint(address: SocketAddr) -> Endpoint {
    Endpoint::from_shared(format!("http://{address}")).expect("an address")
}

/// What a generated client does, less the messages.
async fn call(mut channel: Channel) -> Result<HeaderMap, transport::Error> {
    poll_fn(|cx| GrpcService::<Body>::poll_ready(&mut channel, cx)).await?;
    let response = channel.call(http::Request::new(Body::empty())).await?;
    Ok(response.headers().clone())
}

#[tokio::test]
async fn a_refused_connection_of_tonic_is_unsent() {
    let error = endpoint(nobody())
        .connect()
        .await
        .expect_err("nobody listens");
    let opaque: &(dyn Error + 'static) = &error;
    assert_eq!(opaque.classify(), Class::Unsent);

    let error = call(endpoint(nobody()).connect_lazy())
        .await
        .expect_err("nobody listens");
    let status = Status::from_error(error.into());
    assert_eq!(status.code(), Code::Unavailable);
    assert_eq!(status.classify(), Class::Unsent);
}

#[tokio::test]
async fn a_grpc_server_that_hangs_up_is_not_permanent() {
    let channel = endpoint(hangs_up_after("", "H")).connect_lazy();
    let error = call(channel).await.expect_err("it hung up");
    let status = Status::from_error(error.into());
    assert_ne!(status.classify(), Class::Permanent, "{status:?}");
}

/// What a server does about a request.
#[derive(Clone, Copy)]
enum Answer {
    Reset(Reason),
    /// Within the answer.
    Cut(Reason),
    Status(Code),
}

type Served = Result<(), Box<dyn Error + Send + Sync>>;

async fn answer(stream: TcpStream, answer: Answer) -> Served {
    let mut connection: Connection<_, Bytes> = handshake(stream).await?;
    while let Some(request) = connection.accept().await {
        let (_request, mut respond) = request?;
        match answer {
            Answer::Reset(reason) => respond.send_reset(reason),
            Answer::Cut(reason) => {
                let response = Response::builder().header("content-type", "application/grpc");
                let mut body = respond.send_response(response.body(())?, false)?;
                body.send_data(Bytes::from_static(&[0, 0, 0, 0, 9]), false)?;
                tokio::spawn(async move {
                    // A reset overtakes what has not been sent yet.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    body.send_reset(reason);
                });
            }
            Answer::Status(code) => {
                let response = Response::builder()
                    .header("content-type", "application/grpc")
                    .header("grpc-status", code as i32)
                    .body(())?;
                respond.send_response(response, true)?;
            }
        }
    }
    Ok(())
}

/// Once a request has come, whose stream is 1: `GOAWAY` after the stream `last`, and the connection ends.
///
/// By hand, as `h2::server` counts a stream as seen when it has read of it.
async fn go_away(mut stream: TcpStream, last: u8, reason: Reason) -> Served {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GO_AWAY: [u8; 9] = [0, 0, 8, 7, 0, 0, 0, 0, 0];

    stream.write_all(&SETTINGS).await?;
    stream.read_exact(&mut [0; PREFACE]).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; usize::try_from(length)?];
        stream.read_exact(&mut payload).await?;
        if head[3] == HEADERS {
            stream.write_all(&GO_AWAY).await?;
            stream.write_all(&[0, 0, 0, last]).await?;
            stream.write_u32(reason.into()).await?;
            return Ok(stream.shutdown().await?);
        }
    }
}

/// Where `serve` is what becomes of the connections.
async fn listen<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = Served> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address
}

/// The error of a call to what `serve` makes of the connections.
async fn status<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> Status
where
    F: Future<Output = Served> + Send + 'static,
{
    let address = listen(serve).await;
    match call(endpoint(address).connect_lazy()).await {
        Ok(headers) => Status::from_header_map(&headers).expect("a status"),
        Err(error) => Status::from_error(error.into()),
    }
}

#[tokio::test]
async fn a_request_that_a_leaving_server_did_not_look_at_is_unsent() {
    let status = status(|stream| go_away(stream, 0, Reason::NO_ERROR)).await;

    assert_eq!(status.code(), Code::Internal);
    assert_eq!(status.classify(), Class::Unsent, "{status:?}");
    assert!(status.is_unprocessed());
}

#[tokio::test]
async fn a_request_that_a_leaving_server_did_look_at_may_have_taken_effect() {
    let status = status(|stream| go_away(stream, 1, Reason::NO_ERROR)).await;

    assert_eq!(status.classify(), Class::Transient, "{status:?}");
    assert!(!status.is_unprocessed());
}

/// What a stream that ends is, by the reason given.
const REASONS: [(Reason, Class); 14] = [
    (Reason::NO_ERROR, Class::Transient),
    (Reason::PROTOCOL_ERROR, Class::Permanent),
    (Reason::INTERNAL_ERROR, Class::Transient),
    (Reason::FLOW_CONTROL_ERROR, Class::Permanent),
    (Reason::SETTINGS_TIMEOUT, Class::Permanent),
    (Reason::STREAM_CLOSED, Class::Permanent),
    (Reason::FRAME_SIZE_ERROR, Class::Permanent),
    (Reason::REFUSED_STREAM, Class::Unsent),
    (Reason::CANCEL, Class::Permanent),
    (Reason::COMPRESSION_ERROR, Class::Permanent),
    (Reason::CONNECT_ERROR, Class::Permanent),
    (Reason::ENHANCE_YOUR_CALM, Class::Throttled),
    (Reason::INADEQUATE_SECURITY, Class::Permanent),
    (Reason::HTTP_1_1_REQUIRED, Class::Permanent),
];

#[tokio::test]
async fn a_stream_that_is_reset_is_judged_by_the_reason() {
    for (reason, class) in REASONS {
        let status = status(move |stream| answer(stream, Answer::Reset(reason))).await;

        assert_eq!(status.classify(), class, "{reason:?}: {status:?}");
        let untouched = matches!(class, Class::Unsent | Class::Throttled);
        assert_eq!(status.is_unprocessed(), untouched, "{reason:?}");
    }
}

#[tokio::test]
async fn a_server_that_leaves_in_anger_is_judged_by_the_reason() {
    for (reason, class) in &REASONS[1..] {
        let status = status(|stream| go_away(stream, 0, *reason)).await;

        assert_eq!(status.classify(), *class, "{reason:?}: {status:?}");
    }
}

#[tokio::test]
async fn a_status_of_the_server_is_judged_by_its_code() {
    for (code, class) in [
        (Code::Internal, Class::Permanent),
        (Code::Unavailable, Class::Transient),
        (Code::ResourceExhausted, Class::Throttled),
    ] {
        let status = status(move |stream| answer(stream, Answer::Status(code))).await;

        assert_eq!(status.code(), code);
        assert!(status.source().is_none());
        assert_eq!(status.classify(), class, "{status:?}");
    }
}

/// What a generated client does, messages and all; they are bytes.
async fn receive(channel: Channel) -> Result<Vec<u8>, Status> {
    let mut client = Grpc::new(channel);
    client
        .ready()
        .await
        .map_err(|error| Status::from_error(error.into()))?;
    let path = http::uri::PathAndQuery::from_static("/test.Test/Receive");
    let response = client.unary(Request::new(Vec::new()), path, Plain).await?;
    Ok(response.into_inner())
}

struct Plain;

impl Codec for Plain {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Plain {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, _empty: Vec<u8>, _buffer: &mut EncodeBuf<'_>) -> Result<(), Status> {
        Ok(())
    }
}

impl Decoder for Plain {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, buffer: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        Ok(Some(buffer.copy_to_bytes(buffer.remaining()).into()))
    }
}

#[tokio::test]
async fn a_client_that_has_read_of_the_answer_is_told_the_same() {
    // `NO_ERROR` is to `hyper` an end of the body like any other, and to `tonic` a lack of what should come:
    // `Internal` without a source, as if the server had said so.
    for (reason, class) in REASONS.into_iter().skip(1) {
        let address = listen(move |stream| answer(stream, Answer::Cut(reason))).await;
        let channel = endpoint(address).connect_lazy();
        let status = receive(channel).await.expect_err("the answer is cut");

        assert_eq!(status.classify(), class, "{reason:?}: {status:?}");
    }
}

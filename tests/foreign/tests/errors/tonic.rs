//! Calls of gRPC.

use std::error::Error;
use std::future::poll_fn;
use std::net::SocketAddr;

use foreign::{hangs_up_after, nobody};
use h2::Reason;
use h2::server::{Connection, handshake};
use http::{HeaderMap, Response};
use hyper::body::Bytes;
use reattempt::{Class, Classify};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tonic::body::Body;
use tonic::client::GrpcService;
use tonic::transport::{self, Channel, Endpoint};
use tonic::{Code, Status};

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
async fn refused() {
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
async fn hung_up() {
    let channel = endpoint(hangs_up_after("", "H")).connect_lazy();
    let error = call(channel).await.expect_err("it hung up");
    let status = Status::from_error(error.into());
    assert_ne!(status.classify(), Class::Permanent, "{status:?}");
}

/// What a server does about a request.
#[derive(Clone, Copy)]
enum Answer {
    Reset(Reason),
    Status(Code),
}

type Served = Result<(), Box<dyn Error + Send + Sync>>;

async fn answer(stream: TcpStream, answer: Answer) -> Served {
    let mut connection: Connection<_, Bytes> = handshake(stream).await?;
    while let Some(request) = connection.accept().await {
        let (_request, mut respond) = request?;
        match answer {
            Answer::Reset(reason) => respond.send_reset(reason),
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

/// Once a request has come: `GOAWAY` with `NO_ERROR` and the last stream 0, so it was not looked at.
///
/// By hand, as `h2::server` counts a stream as seen when it has read of it.
async fn go_away(mut stream: TcpStream) -> Served {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GO_AWAY: [u8; 17] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

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
        }
    }
}

/// The error of a call to what `serve` makes of the connections.
async fn status<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> Status
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
    match call(endpoint(address).connect_lazy()).await {
        Ok(headers) => Status::from_header_map(&headers).expect("a status"),
        Err(error) => Status::from_error(error.into()),
    }
}

#[tokio::test]
async fn a_request_that_a_leaving_server_did_not_look_at_is_unsent() {
    let status = status(go_away).await;

    assert_eq!(status.code(), Code::Internal);
    assert_eq!(status.classify(), Class::Unsent, "{status:?}");
    assert!(status.is_unprocessed());
}

#[tokio::test]
async fn a_refused_stream_is_unsent() {
    let status = status(|stream| answer(stream, Answer::Reset(Reason::REFUSED_STREAM))).await;

    assert_eq!(status.code(), Code::Unavailable);
    assert_eq!(status.classify(), Class::Unsent, "{status:?}");
    assert!(status.is_unprocessed());
}

#[tokio::test]
async fn a_stream_that_is_reset_is_transient() {
    for reason in [Reason::INTERNAL_ERROR, Reason::NO_ERROR] {
        let status = status(move |stream| answer(stream, Answer::Reset(reason))).await;

        assert_eq!(status.code(), Code::Internal);
        assert_eq!(status.classify(), Class::Transient, "{status:?}");
        assert!(!status.is_unprocessed());
    }
}

#[tokio::test]
async fn a_server_that_wants_calm_throttles() {
    let status = status(|stream| answer(stream, Answer::Reset(Reason::ENHANCE_YOUR_CALM))).await;

    assert_eq!(status.classify(), Class::Throttled, "{status:?}");
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

//! Calls of gRPC.

use std::error::Error;
use std::future::poll_fn;
use std::net::SocketAddr;

use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use tonic::body::Body;
use tonic::client::GrpcService;
use tonic::transport::{self, Channel, Endpoint};
use tonic::{Code, Status};

fn endpoint(address: SocketAddr) -> Endpoint {
    Endpoint::from_shared(format!("http://{address}")).expect("an address")
}

/// What a generated client does, less the messages.
async fn call(mut channel: Channel) -> Result<(), transport::Error> {
    poll_fn(|cx| GrpcService::<Body>::poll_ready(&mut channel, cx)).await?;
    channel.call(http::Request::new(Body::empty())).await?;
    Ok(())
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

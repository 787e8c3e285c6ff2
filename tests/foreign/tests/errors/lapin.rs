//! Connections to a broker of AMQP.

use foreign::{hangs_up_after, nobody};
use lapin::{Connection, ConnectionProperties, Error, ErrorKind};
use reattempt::{Class, Classify};

async fn connect(address: impl std::fmt::Display) -> Result<Connection, Error> {
    let uri = format!("amqp://{address}/%2f");
    Connection::connect(&uri, ConnectionProperties::default()).await
}

#[tokio::test]
async fn a_refused_connection_of_lapin_is_unsent() {
    let error = connect(nobody()).await.expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert!(error.is_unprocessed());
}

#[tokio::test]
async fn a_name_that_lapin_does_not_find_is_unsent() {
    let error = connect("reattempt.invalid")
        .await
        .expect_err("no such name");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[tokio::test]
async fn a_broker_that_hangs_up_in_the_handshake_is_transient() {
    for reply in ["", "\x01\0"] {
        let error = connect(hangs_up_after("", reply))
            .await
            .expect_err("it hung up");
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

#[tokio::test]
async fn a_broker_of_another_protocol_version_is_permanent() {
    let error = connect(hangs_up_after("", "AMQP\0\x01\0\0"))
        .await
        .expect_err("it speaks 1.0");
    assert!(
        matches!(error.kind(), ErrorKind::InvalidProtocolVersion(_)),
        "{error:?}"
    );
    assert_eq!(error.classify(), Class::Permanent);
}

#[tokio::test]
async fn an_address_that_is_none_of_amqp_is_permanent() {
    let connected = Connection::connect("http://127.0.0.1/", ConnectionProperties::default());
    let error = connected.await.expect_err("no AMQP");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[tokio::test]
async fn an_error_of_lapin_is_found_in_an_opaque_one() {
    let error = connect(nobody()).await.expect_err("nobody listens");
    let by_anyhow = anyhow::Error::from(error.clone()).context("connecting");
    let boxed: Box<dyn std::error::Error> = error.into();

    assert_eq!(boxed.classify(), Class::Unsent);
    assert_eq!(Classify::kind(&boxed), "lapin::Error");
    assert_eq!(by_anyhow.classify(), Class::Unsent);
}

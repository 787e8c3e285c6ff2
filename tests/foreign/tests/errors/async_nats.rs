//! Connections to a server of NATS.

use async_nats::{Client, ConnectError, ConnectErrorKind};
use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};

const INFO: &str = "INFO {\"server_id\":\"x\",\"server_name\":\"x\",\"version\":\"2.9.10\",\"go\":\"go1\",\
                    \"host\":\"x\",\"port\":1,\"max_payload\":64,\"proto\":1,\"client_id\":1,\"headers\":true}\r\n";

async fn connect(address: impl std::fmt::Display) -> Result<Client, ConnectError> {
    async_nats::connect(format!("nats://{address}")).await
}

#[tokio::test]
async fn a_refused_connection_of_nats_is_unsent() {
    let error = connect(nobody()).await.expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert!(error.is_unprocessed());
}

#[tokio::test]
async fn a_name_that_nats_does_not_find_is_unsent() {
    let error = connect("reattempt.invalid")
        .await
        .expect_err("no such name");
    assert_eq!(error.kind(), ConnectErrorKind::Dns);
    assert_eq!(error.classify(), Class::Unsent);
}

#[tokio::test]
async fn a_nats_server_that_hangs_up_before_there_is_a_connection_is_unsent() {
    for (greeting, reply) in [("", ""), (INFO, " ")] {
        let error = connect(hangs_up_after(greeting, reply))
            .await
            .expect_err("it hung up");
        assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    }
}

/// As a server says it that is full.
#[tokio::test]
async fn a_nats_server_that_takes_no_more_connections_is_unsent() {
    let full = "-ERR 'maximum connections exceeded'\r\n";
    let error = connect(hangs_up_after(INFO, full))
        .await
        .expect_err("it is full");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[tokio::test]
async fn a_wrong_password_of_nats_is_permanent() {
    let refused = "-ERR 'Authorization Violation'\r\n";
    let error = connect(hangs_up_after(INFO, refused))
        .await
        .expect_err("a wrong password");
    assert_eq!(error.kind(), ConnectErrorKind::AuthorizationViolation);
    assert_eq!(error.classify(), Class::Permanent);
}

#[tokio::test]
async fn an_address_that_is_none_of_nats_is_permanent() {
    let error = async_nats::connect("http://127.0.0.1/")
        .await
        .expect_err("no NATS");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[tokio::test]
async fn an_error_of_nats_is_found_in_an_opaque_one() {
    let error = connect(nobody()).await.expect_err("nobody listens");
    // What most functions of the crate return.
    let boxed: async_nats::Error = error.into();
    assert_eq!(boxed.classify(), Class::Unsent);
    assert_eq!(Classify::kind(&boxed), "async_nats::ConnectError");

    let error = connect(nobody()).await.expect_err("nobody listens");
    let by_anyhow = anyhow::Error::from(error).context("connecting");
    assert_eq!(by_anyhow.classify(), Class::Unsent);
}

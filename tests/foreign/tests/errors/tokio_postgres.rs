//! `PostgreSQL`, before a server has been found.

use std::net::SocketAddr;

use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use tokio_postgres::{Error, NoTls};

async fn connect(address: SocketAddr) -> Error {
    connect_to(&address.ip().to_string(), address.port()).await
}

async fn connect_to(host: &str, port: u16) -> Error {
    let config = format!("host={host} port={port} user=a sslmode=disable");
    match tokio_postgres::connect(&config, NoTls).await {
        Ok(_) => panic!("no database server"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_refused_connection_of_tokio_postgres_is_unsent() {
    let error = connect(nobody()).await;
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_unsent_in_tokio_postgres() {
    let error = connect_to("reattempt.invalid", 5432).await;

    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert!(error.is_unprocessed());
}

#[tokio::test]
async fn a_postgres_server_that_hangs_up_is_transient() {
    for reply in ["", "R"] {
        let error = connect(hangs_up_after("", reply)).await;
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

#[tokio::test]
async fn a_negative_postgres_reply_is_classified_by_its_code() {
    for (reply, class) in [
        (
            "E\0\0\0\x20SFATAL\0C57P03\0Mstarting up\0\0",
            Class::Transient,
        ),
        (
            "E\0\0\0\x25SFATAL\0C53300\0Mtoo many clients\0\0",
            Class::Throttled,
        ),
        (
            "E\0\0\0\x23SFATAL\0C28P01\0Mwrong password\0\0",
            Class::Permanent,
        ),
    ] {
        let error = connect(hangs_up_after("", reply)).await;
        assert_eq!(error.classify(), class, "{error:?}");
    }
}

#[tokio::test]
async fn a_mistake_in_the_configuration_of_tokio_postgres_is_permanent() {
    let error = "port=x"
        .parse::<tokio_postgres::Config>()
        .expect_err("no port");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

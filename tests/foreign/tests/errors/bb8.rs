//! Pools of `bb8`, and of `bb8-postgres`, which is built on it.

use std::net::SocketAddr;
use std::time::Duration;

use bb8::{Pool, RunError};
use bb8_postgres::PostgresConnectionManager;
use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use tokio_postgres::NoTls;

const LIMIT: Duration = Duration::from_millis(50);

fn config(address: SocketAddr) -> tokio_postgres::Config {
    let mut config = tokio_postgres::Config::new();
    config.user("a").host("127.0.0.1").port(address.port());
    config
}

type DatabaseError = RunError<tokio_postgres::Error>;

async fn get(address: SocketAddr) -> DatabaseError {
    let manager = PostgresConnectionManager::new(config(address), NoTls);
    let pool = Pool::builder()
        .connection_timeout(LIMIT)
        .build_unchecked(manager);
    match pool.get().await {
        Ok(_) => panic!("no database server"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_pool_of_bb8_without_a_connection_is_unsent() {
    let error = get(nobody()).await;

    assert!(matches!(error, RunError::TimedOut), "{error:?}");
    assert_eq!(error.classify(), Class::Unsent);
    assert_eq!(error.kind(), "bb8::RunError");
    assert!(error.is_unprocessed());
    let opaque: Box<dyn std::error::Error> = error.into();
    assert_eq!(opaque.classify(), Class::Unsent);
}

/// As a function returns it that asks something of the database.
async fn ask(address: SocketAddr) -> Result<(), DatabaseError> {
    let _database = config(address).connect(NoTls).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_done_with_a_connection_of_bb8_has_the_class_of_its_error() {
    let refusal = "E\0\0\0\x23SFATAL\0C28P01\0Mwrong password\0\0";
    for (address, class) in [
        (nobody(), Class::Unsent),
        (hangs_up_after("", "R"), Class::Transient),
        (hangs_up_after("", refusal), Class::Permanent),
    ] {
        let error = ask(address).await.expect_err("no database server");
        assert_eq!(error.classify(), class, "{error:?}");
        assert_eq!(error.is_unprocessed(), class == Class::Unsent);
        let opaque = anyhow::Error::from(error).context("counting");
        assert_eq!(opaque.classify(), class);
    }
}

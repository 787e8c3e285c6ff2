//! Connections kept in a pool, to a `PostgreSQL` that goes away.

use std::cell::Cell;
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::PoolError;
use reattempt::retry;
use tokio_postgres::{Error, NoTls};

use servers::{Server, in_time, postgres};

use crate::accounts::SCHEMA;

const LIMIT: Duration = Duration::from_secs(1);

fn config(server: &Server) -> tokio_postgres::Config {
    let mut config = tokio_postgres::Config::new();
    config
        .host("127.0.0.1")
        .port(server.port())
        .user("postgres");
    config
}

fn deadpool(server: &Server) -> deadpool_postgres::Pool {
    let manager = deadpool_postgres::Manager::new(config(server), NoTls);
    deadpool_postgres::Pool::builder(manager)
        .max_size(1)
        .wait_timeout(Some(LIMIT))
        .runtime(Runtime::Tokio1)
        .build()
        .expect("a pool")
}

/// Counts an attempt; its number.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
async fn count_by_deadpool(
    server: &Server,
    pool: &deadpool_postgres::Pool,
) -> Result<(i64, u32), PoolError<Error>> {
    let client = pool.get().await?;
    if attempt.is_first() {
        server.kill();
    }
    let row = client.query_one("SELECT nextval('attempts')", &[]).await?;
    Ok((row.get(0), attempt.number()))
}

#[tokio::test]
async fn a_pool_of_deadpool_finds_a_server_that_was_killed_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let pool = deadpool(&server);
    let client = pool.get().await.expect("a connection");
    client.batch_execute(SCHEMA).await.expect("a database");
    drop(client);

    // The first attempt loses its connection, the second finds no server, the third a new one.
    let counted = in_time(count_by_deadpool(&server, &pool)).await;

    assert_eq!(counted.expect("a number"), (1, 3));
}

/// Asks for the only connection, which is given back after the first attempt.
#[retry(initial_delay = "20ms", idempotent = false, attempt = attempt, on_event = |_| drop(held.take()))]
async fn wait_for_deadpool(
    pool: &deadpool_postgres::Pool,
    held: &Cell<Option<deadpool_postgres::Client>>,
) -> Result<u32, PoolError<Error>> {
    pool.get().await?.batch_execute("SELECT 1").await?;
    Ok(attempt.number())
}

#[tokio::test]
async fn a_pool_of_deadpool_that_is_empty_is_asked_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let pool = deadpool(&server);
    let held = Cell::new(Some(pool.get().await.expect("a connection")));

    let attempts = in_time(wait_for_deadpool(&pool, &held)).await;

    assert_eq!(attempts.expect("a connection"), 2);
}

type Bb8 = bb8::Pool<bb8_postgres::PostgresConnectionManager<NoTls>>;

/// Counts an attempt; its number.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
async fn count_by_bb8(server: &Server, pool: &Bb8) -> Result<(i64, u32), bb8::RunError<Error>> {
    let client = pool.get().await?;
    if attempt.is_first() {
        server.kill();
    }
    let row = client.query_one("SELECT nextval('attempts')", &[]).await?;
    Ok((row.get(0), attempt.number()))
}

#[tokio::test]
async fn a_pool_of_bb8_finds_a_server_that_was_killed_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let manager = bb8_postgres::PostgresConnectionManager::new(config(&server), NoTls);
    let pool = bb8::Pool::builder()
        .connection_timeout(LIMIT)
        .build(manager)
        .await
        .expect("a pool");
    let client = pool.get().await.expect("a connection");
    client.batch_execute(SCHEMA).await.expect("a database");
    drop(client);

    let counted = in_time(count_by_bb8(&server, &pool)).await;

    assert_eq!(counted.expect("a number"), (1, 3));
}

//! `SQLite` in use by somebody else, and a server that is not found.

use std::path::Path;
use std::time::Duration;

use reattempt::{Class, Classify};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{ConnectOptions, Connection, Error, PgConnection, SqliteConnection};

async fn open(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .busy_timeout(Duration::ZERO)
        .connect()
        .await
        .expect("a database")
}

async fn run(connection: &mut SqliteConnection, statement: &'static str) -> Result<(), Error> {
    sqlx::query(statement).execute(connection).await.map(drop)
}

#[tokio::test]
async fn a_busy_sqlite_database_is_transient() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("busy.db");
    let mut first = open(&path).await;
    let mut second = open(&path).await;

    run(&mut first, "BEGIN IMMEDIATE").await.expect("a lock");
    let error = run(&mut second, "BEGIN IMMEDIATE")
        .await
        .expect_err("no lock");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");

    run(&mut first, "COMMIT").await.expect("the end");
    run(&mut second, "BEGIN IMMEDIATE").await.expect("a lock");
    second.close().await.expect("the end");
}

#[tokio::test]
async fn a_violated_constraint_and_a_mistake_in_sql_are_permanent() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut connection = open(&directory.path().join("constraint.db")).await;

    run(&mut connection, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
        .await
        .expect("a table");
    run(&mut connection, "INSERT INTO t VALUES (1)")
        .await
        .expect("a row");
    let error = run(&mut connection, "INSERT INTO t VALUES (1)")
        .await
        .expect_err("twice");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    let error = run(&mut connection, "SELEKT").await.expect_err("no SQL");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[tokio::test]
async fn a_pool_of_sqlx_without_a_connection_to_be_had_is_unsent() {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_millis(20))
        .connect("sqlite::memory:")
        .await
        .expect("a pool");
    let _only = pool.acquire().await.expect("a connection");

    let error = pool.acquire().await.expect_err("there is no second one");
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_unsent_in_sqlx() {
    let connection = PgConnection::connect("postgres://ada@reattempt.invalid/shop").await;
    let error = connection.expect_err("no such name");

    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert!(error.is_unprocessed());
}

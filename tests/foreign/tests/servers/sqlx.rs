//! Transactions that fail, through `sqlx`.

use reattempt::retry;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, Error, PgConnection, PgTransaction};
use tokio::sync::Barrier;

use servers::{Server, in_time, postgres};

use crate::accounts::SCHEMA;

async fn connect(server: &Server) -> PgConnection {
    PgConnectOptions::new()
        .host("127.0.0.1")
        .port(server.port())
        .username("postgres")
        .ssl_mode(PgSslMode::Disable)
        .connect()
        .await
        .expect("a connection")
}

/// Two connections to a new database.
async fn connect_twice(server: &Server) -> (PgConnection, PgConnection) {
    let mut first = connect(server).await;
    let schema = sqlx::raw_sql(SCHEMA).execute(&mut first).await;
    schema.expect("an empty database");
    (first, connect(server).await)
}

/// Counts a transaction; its number.
async fn count(transaction: &mut PgTransaction<'_>) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT nextval('attempts')")
        .fetch_one(&mut **transaction)
        .await
}

/// How many transactions the server saw.
async fn seen(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("SELECT last_value FROM attempts")
        .fetch_one(connection)
        .await
        .expect("a sequence")
}

async fn add(transaction: &mut PgTransaction<'_>, owner: &str, amount: i64) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET balance = balance + $2 WHERE owner = $1")
        .bind(owner)
        .bind(amount)
        .execute(&mut **transaction)
        .await
        .map(drop)
}

/// Takes 150 from an account, if that is what all of them together have.
#[retry]
async fn withdraw(
    connection: &mut PgConnection,
    owner: &str,
    both: &Barrier,
) -> Result<bool, Error> {
    let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE";
    let mut transaction = connection.begin_with(begin).await?;
    let number = count(&mut transaction).await?;
    let is_enough = sqlx::query_scalar("SELECT sum(balance) >= 150 FROM accounts")
        .fetch_one(&mut *transaction)
        .await?;
    if number <= 2 {
        both.wait().await;
    }
    if is_enough {
        add(&mut transaction, owner, -150).await?;
    }
    transaction.commit().await?;
    Ok(is_enough)
}

#[tokio::test]
async fn a_transaction_of_sqlx_that_conflicts_is_run_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let (mut ada, mut ben) = connect_twice(&server).await;
    let both = Barrier::new(2);

    let (left, right) = in_time(async {
        tokio::join!(
            withdraw(&mut ada, "Ada", &both),
            withdraw(&mut ben, "Ben", &both),
        )
    })
    .await;

    assert_ne!(left.expect("an answer"), right.expect("an answer"));
    assert_eq!(seen(&mut ada).await, 3);
    assert_eq!(server.logged("ERROR:  could not serialize access"), 1);
}

/// Moves 10 from one account to another.
#[retry(initial_delay = "20ms")]
async fn transfer(
    connection: &mut PgConnection,
    from: &str,
    to: &str,
    both: &Barrier,
) -> Result<(), Error> {
    let mut transaction = connection.begin().await?;
    let number = count(&mut transaction).await?;
    add(&mut transaction, from, -10).await?;
    if number <= 2 {
        both.wait().await;
    }
    add(&mut transaction, to, 10).await?;
    transaction.commit().await
}

#[tokio::test]
async fn a_transaction_of_sqlx_in_a_deadlock_is_run_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let (mut ada, mut ben) = connect_twice(&server).await;
    let both = Barrier::new(2);

    let (left, right) = in_time(async {
        tokio::join!(
            transfer(&mut ada, "Ada", "Ben", &both),
            transfer(&mut ben, "Ben", "Ada", &both),
        )
    })
    .await;

    left.and(right).expect("both transfers");
    assert_eq!(seen(&mut ada).await, 3);
    assert_eq!(server.logged("ERROR:  deadlock detected"), 1);
}

#[retry(initial_delay = "20ms")]
async fn open_account(connection: &mut PgConnection, owner: &str) -> Result<(), Error> {
    let mut transaction = connection.begin().await?;
    count(&mut transaction).await?;
    sqlx::query("INSERT INTO accounts VALUES ($1, 0)")
        .bind(owner)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await
}

#[tokio::test]
async fn a_transaction_of_sqlx_that_violates_a_constraint_is_run_once() {
    let Some(server) = postgres::start() else {
        return;
    };
    let (mut connection, _) = connect_twice(&server).await;

    let result = in_time(open_account(&mut connection, "Ada")).await;

    let error = result.expect_err("she has one");
    let error = error.as_database_error().expect("the server's");
    assert!(error.is_unique_violation());
    assert_eq!(seen(&mut connection).await, 1);
}

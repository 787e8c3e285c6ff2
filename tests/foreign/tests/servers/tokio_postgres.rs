//! Transactions that fail, through `tokio-postgres`.

use reattempt::retry;
use tokio::sync::Barrier;
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Error, IsolationLevel, NoTls, Transaction};

use servers::{Server, in_time, postgres};

use crate::accounts::SCHEMA;

async fn connect(server: &Server) -> Client {
    let config = format!("host=127.0.0.1 port={} user=postgres", server.port());
    let (client, connection) = tokio_postgres::connect(&config, NoTls)
        .await
        .expect("a connection");
    tokio::spawn(connection);
    client
}

/// Two connections to a new database.
async fn connect_twice(server: &Server) -> (Client, Client) {
    let first = connect(server).await;
    let schema = first.batch_execute(SCHEMA).await;
    schema.expect("an empty database");
    (first, connect(server).await)
}

/// Counts a transaction; its number.
async fn count(transaction: &Transaction<'_>) -> Result<i64, Error> {
    let next = "SELECT nextval('attempts')";
    Ok(transaction.query_one(next, &[]).await?.get(0))
}

/// How many transactions the server saw.
async fn seen(client: &Client) -> i64 {
    let last = "SELECT last_value FROM attempts";
    let row = client.query_one(last, &[]).await;
    row.expect("a sequence").get(0)
}

async fn add(transaction: &Transaction<'_>, owner: &str, amount: i64) -> Result<(), Error> {
    let update = "UPDATE accounts SET balance = balance + $2 WHERE owner = $1";
    transaction
        .execute(update, &[&owner, &amount])
        .await
        .map(drop)
}

/// Takes 150 from an account, if that is what all of them together have.
#[retry]
async fn withdraw(client: &mut Client, owner: &str, both: &Barrier) -> Result<bool, Error> {
    let transaction = client
        .build_transaction()
        .isolation_level(IsolationLevel::Serializable)
        .start()
        .await?;
    let number = count(&transaction).await?;
    let enough = "SELECT sum(balance) >= 150 FROM accounts";
    let is_enough = transaction.query_one(enough, &[]).await?.get(0);
    if number <= 2 {
        both.wait().await;
    }
    if is_enough {
        add(&transaction, owner, -150).await?;
    }
    transaction.commit().await?;
    Ok(is_enough)
}

#[tokio::test]
async fn a_transaction_of_tokio_postgres_that_conflicts_is_run_again() {
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
    assert_eq!(seen(&ada).await, 3);
    assert_eq!(server.logged("ERROR:  could not serialize access"), 1);
}

/// Moves 10 from one account to another.
#[retry(initial_delay = "20ms")]
async fn transfer(client: &mut Client, from: &str, to: &str, both: &Barrier) -> Result<(), Error> {
    let transaction = client.transaction().await?;
    let number = count(&transaction).await?;
    add(&transaction, from, -10).await?;
    if number <= 2 {
        both.wait().await;
    }
    add(&transaction, to, 10).await?;
    transaction.commit().await
}

#[tokio::test]
async fn a_transaction_of_tokio_postgres_in_a_deadlock_is_run_again() {
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
    assert_eq!(seen(&ada).await, 3);
    assert_eq!(server.logged("ERROR:  deadlock detected"), 1);
}

#[retry(initial_delay = "20ms")]
async fn open_account(client: &mut Client, owner: &str) -> Result<(), Error> {
    let transaction = client.transaction().await?;
    count(&transaction).await?;
    let insert = "INSERT INTO accounts VALUES ($1, 0)";
    transaction.execute(insert, &[&owner]).await?;
    transaction.commit().await
}

#[tokio::test]
async fn a_transaction_of_tokio_postgres_that_violates_a_constraint_is_run_once() {
    let Some(server) = postgres::start() else {
        return;
    };
    let (mut client, _) = connect_twice(&server).await;

    let result = in_time(open_account(&mut client, "Ada")).await;

    let error = result.expect_err("she has one");
    assert_eq!(error.code(), Some(&SqlState::UNIQUE_VIOLATION));
    assert_eq!(seen(&client).await, 1);
}

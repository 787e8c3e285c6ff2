//! Transactions that fail, through `diesel`.

use std::error::Error as StdError;
use std::sync::Barrier;
use std::thread;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::{BigInt, Bool};
use diesel::{Connection, ConnectionError, PgConnection, RunQueryDsl, select, sql_query};
use reattempt::{Class, Classify, retry};

use servers::{Server, postgres};

use crate::accounts::SCHEMA;

fn connect(server: &Server) -> Result<PgConnection, ConnectionError> {
    let port = server.port();
    PgConnection::establish(&format!("postgres://postgres@127.0.0.1:{port}/postgres"))
}

/// A connection to a new database.
fn prepare(server: &Server) -> PgConnection {
    let mut connection = connect(server).expect("a connection");
    let schema = connection.batch_execute(SCHEMA);
    schema.expect("an empty database");
    connection
}

/// Counts a transaction; its number.
fn count(connection: &mut PgConnection) -> Result<i64, Error> {
    select(sql::<BigInt>("nextval('attempts')")).get_result(connection)
}

/// How many transactions the server saw.
fn seen(connection: &mut PgConnection) -> i64 {
    select(sql::<BigInt>("(SELECT last_value FROM attempts)"))
        .get_result(connection)
        .expect("a sequence")
}

fn add(connection: &mut PgConnection, owner: &str, amount: i64) -> Result<(), Error> {
    let update = "UPDATE accounts SET balance = balance +";
    sql_query(format!("{update} {amount} WHERE owner = '{owner}'"))
        .execute(connection)
        .map(drop)
}

/// Takes 150 from an account, if that is what all of them together have.
#[retry(initial_delay = "20ms")]
fn withdraw(connection: &mut PgConnection, owner: &str, both: &Barrier) -> Result<bool, Error> {
    connection
        .build_transaction()
        .serializable()
        .run(|connection| {
            let number = count(connection)?;
            let enough = sql::<Bool>("(SELECT sum(balance) >= 150 FROM accounts)");
            let is_enough = select(enough).get_result(connection)?;
            if number <= 2 {
                both.wait();
            }
            if is_enough {
                let update = "UPDATE accounts SET balance = balance - 150 WHERE owner = ";
                sql_query(format!("{update} '{owner}'")).execute(connection)?;
            }
            Ok(is_enough)
        })
}

#[test]
fn a_transaction_of_diesel_that_conflicts_is_run_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let mut ada = prepare(&server);
    let mut ben = connect(&server).expect("a connection");
    let both = Barrier::new(2);

    let (left, right) = thread::scope(|scope| {
        let ben = scope.spawn(|| withdraw(&mut ben, "Ben", &both));
        let ada = withdraw(&mut ada, "Ada", &both);
        (ada, ben.join().expect("no panic"))
    });

    assert_ne!(left.expect("an answer"), right.expect("an answer"));
    assert_eq!(seen(&mut ada), 3);
    assert_eq!(server.logged("ERROR:  could not serialize access"), 1);
}

/// Moves 10 from one account to another. A deadlock has no kind of its own.
#[retry(
    initial_delay = "20ms",
    also = [Error::DatabaseError(DatabaseErrorKind::Unknown, _)]
)]
fn transfer(
    connection: &mut PgConnection,
    from: &str,
    to: &str,
    both: &Barrier,
) -> Result<(), Error> {
    connection.transaction(|connection| {
        let number = count(connection)?;
        add(connection, from, -10)?;
        if number <= 2 {
            both.wait();
        }
        add(connection, to, 10)
    })
}

#[test]
fn a_transaction_of_diesel_in_a_deadlock_is_run_again_if_asked_for() {
    let Some(server) = postgres::start() else {
        return;
    };
    let mut ada = prepare(&server);
    let mut ben = connect(&server).expect("a connection");
    let both = Barrier::new(2);

    let (left, right) = thread::scope(|scope| {
        let ben = scope.spawn(|| transfer(&mut ben, "Ben", "Ada", &both));
        let ada = transfer(&mut ada, "Ada", "Ben", &both);
        (ada, ben.join().expect("no panic"))
    });

    left.and(right).expect("both transfers");
    assert_eq!(seen(&mut ada), 3);
    assert_eq!(server.logged("ERROR:  deadlock detected"), 1);
}

#[retry(initial_delay = "20ms")]
fn open_account(connection: &mut PgConnection, owner: &str) -> Result<(), Error> {
    connection.transaction(|connection| {
        count(connection)?;
        let insert = format!("INSERT INTO accounts VALUES ('{owner}', 0)");
        sql_query(insert).execute(connection).map(drop)
    })
}

#[test]
fn a_transaction_of_diesel_that_violates_a_constraint_is_run_once() {
    let Some(server) = postgres::start() else {
        return;
    };
    let mut connection = prepare(&server);

    let error = open_account(&mut connection, "Ada").expect_err("she has one");

    assert!(matches!(
        error,
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)
    ));
    assert_eq!(seen(&mut connection), 1);
}

/// The first attempt asks the server to end its connection, in the middle of a transaction.
#[retry(initial_delay = "20ms")]
fn count_on(server: &Server) -> Result<i64, Box<dyn StdError + Send + Sync>> {
    let number = connect(server)?.transaction(|connection| {
        let number = count(connection)?;
        if number == 1 {
            sql_query("SELECT pg_terminate_backend(pg_backend_pid())").execute(connection)?;
        }
        Ok::<_, Error>(number)
    })?;
    Ok(number)
}

#[test]
fn a_connection_of_diesel_that_the_server_ends_is_opened_again() {
    let Some(server) = postgres::start() else {
        return;
    };
    let _schema = prepare(&server);

    assert_eq!(count_on(&server).expect("another connection"), 2);
}

#[test]
fn a_connection_of_diesel_that_was_lost_earlier_is_transient() {
    let Some(server) = postgres::start() else {
        return;
    };
    let mut connection = prepare(&server);
    let end = sql_query("SELECT pg_terminate_backend(pg_backend_pid())").execute(&mut connection);
    end.expect_err("its end");

    let error = count(&mut connection).expect_err("no connection");

    assert!(matches!(
        error,
        Error::DatabaseError(DatabaseErrorKind::UnableToSendCommand, _)
    ));
    assert_eq!(error.classify(), Class::Transient);
    assert!(!error.is_unprocessed());
}

#[retry(initial_delay = "20ms", idempotent = false, on_event = |event| server.restart_when_missed(event))]
fn reach(server: &Server) -> Result<PgConnection, ConnectionError> {
    connect(server)
}

#[test]
fn a_server_that_diesel_does_not_reach_was_sent_nothing() {
    let Some(server) = postgres::start() else {
        return;
    };
    server.kill();

    reach(&server).expect("a server that is there again");
}

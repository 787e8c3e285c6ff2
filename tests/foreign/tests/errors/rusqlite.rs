//! `SQLite` in use by somebody else, without `sqlx`.

use std::path::Path;
use std::time::Duration;

use reattempt::{Class, Classify, RetryError, StopReason, retry};
use rusqlite::ffi::{SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED_SHAREDCACHE};
use rusqlite::{Connection, Error, OpenFlags, TransactionBehavior};
use tempfile::{TempDir, tempdir};

/// A database in the write-ahead log, with a table of counters.
fn counters() -> TempDir {
    let directory = tempdir().expect("a directory");
    open(directory.path())
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
             INSERT INTO counters VALUES ('visits', 0);",
        )
        .expect("a table");
    directory
}

fn open(directory: &Path) -> Connection {
    let connection = Connection::open(directory.join("counters.db")).expect("a database");
    connection.busy_timeout(Duration::ZERO).expect("no wait");
    connection
}

fn failure(connection: &Connection, statement: &str) -> Error {
    connection.execute_batch(statement).expect_err(statement)
}

fn extended_code(error: &Error) -> Option<i32> {
    Some(error.sqlite_error()?.extended_code)
}

#[test]
fn busy() {
    let directory = counters();
    let (first, second) = (open(directory.path()), open(directory.path()));
    first.execute_batch("BEGIN IMMEDIATE").expect("a lock");

    let error = failure(&second, "BEGIN IMMEDIATE");

    assert_eq!(error.classify(), Class::Transient, "{error:?}");
    assert_eq!(error.kind(), "rusqlite::Error");
    assert!(!error.is_unprocessed());
    let opaque: Box<dyn std::error::Error> = error.into();
    assert_eq!(opaque.classify(), Class::Transient);
}

#[test]
fn written_to_by_somebody_else_since_it_was_read() {
    let directory = counters();
    let (first, second) = (open(directory.path()), open(directory.path()));
    let read = "BEGIN; SELECT value FROM counters";
    let write = "UPDATE counters SET value = value + 1";
    first.execute_batch(read).expect("a snapshot");
    second.execute_batch(write).expect("a newer one");

    let error = failure(&first, write);

    assert_eq!(extended_code(&error), Some(SQLITE_BUSY_SNAPSHOT));
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn locked_in_a_shared_cache() {
    let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_SHARED_CACHE;
    let open = || {
        let name = "file:locked_in_a_shared_cache?mode=memory";
        Connection::open_with_flags(name, flags).expect("a database")
    };
    let (first, second) = (open(), open());
    first
        .execute_batch("CREATE TABLE t (id); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)")
        .expect("a lock");

    let error = failure(&second, "SELECT * FROM t");

    assert_eq!(extended_code(&error), Some(SQLITE_LOCKED_SHAREDCACHE));
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn what_another_try_does_not_mend() {
    let directory = counters();
    let connection = open(directory.path());
    let fill = "CREATE TABLE filled AS SELECT zeroblob(1000000)";
    for (prepare, statement) in [
        ("", "SELEKT"),
        ("", "INSERT INTO counters VALUES ('visits', 0)"),
        ("PRAGMA max_page_count = 5", fill),
        ("PRAGMA query_only = ON", "DELETE FROM counters"),
    ] {
        connection.execute_batch(prepare).expect("a setting");
        let error = failure(&connection, statement);
        assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    }

    let error = Connection::open(directory.path()).expect_err("a directory");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    let query = "SELECT value FROM counters WHERE name = 'none'";
    let error = connection.query_row(query, [], |_| Ok(()));
    let error = error.expect_err("no row");
    assert_eq!(error, Error::QueryReturnedNoRows);
    assert_eq!(error.classify(), Class::Permanent);
}

/// Counts a visit; how many attempts that took.
#[retry(initial_delay = "1ms", attempt = attempt)]
fn visit(database: &mut Connection, holder: &Connection) -> Result<u32, RetryError<Error>> {
    if attempt.number() == 3 {
        holder.execute_batch("COMMIT")?;
    }
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute("UPDATE counters SET value = value + 1", [])?;
    transaction.commit()?;
    Ok(attempt.number())
}

#[test]
fn retried_until_the_lock_is_released() {
    let directory = counters();
    let (mut database, holder) = (open(directory.path()), open(directory.path()));
    holder.execute_batch("BEGIN IMMEDIATE").expect("a lock");

    assert_eq!(visit(&mut database, &holder).expect("a visit"), 3);

    let value = database.query_row("SELECT value FROM counters", [], |row| row.get::<_, i64>(0));
    assert_eq!(value, Ok(1));
}

#[test]
fn a_transaction_on_a_database_that_cannot_be_written_is_run_once() {
    let directory = counters();
    let (mut database, holder) = (open(directory.path()), open(directory.path()));
    database
        .execute_batch("PRAGMA query_only = ON")
        .expect("a setting");

    let error = visit(&mut database, &holder).expect_err("it cannot be written");

    assert_eq!(error.reason(), StopReason::Permanent, "{error:?}");
    assert_eq!(error.attempts(), 1);
}

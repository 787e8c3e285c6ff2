//! Commands to a Redis that goes away, which keeps its data.

use reattempt::{Class, Classify, retry};
use redis::{Client, Connection, ErrorKind, RedisResult, cmd};

use servers::Server;
use servers::redis::start;

fn connect(server: &Server, user: &str) -> RedisResult<Connection> {
    let url = format!("redis://{user}127.0.0.1:{}/", server.port());
    Client::open(url)?.get_connection()
}

/// What the server has stored.
fn stored(server: &Server, key: &str) -> u32 {
    let mut connection = connect(server, "").expect("a connection");
    let number: Option<u32> = cmd("GET")
        .arg(key)
        .query(&mut connection)
        .expect("a number");
    number.unwrap_or(0)
}

/// Counts a visit on a connection that is kept while it works; how many attempts that took. The
/// server may be killed in the midst of the first one.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
fn visit(server: &Server, kept: &mut Option<Connection>, is_killed: bool) -> RedisResult<u32> {
    let mut connection = match kept.take() {
        Some(connection) => connection,
        None => connect(server, "")?,
    };
    cmd("INCR").arg("attempts").exec(&mut connection)?;
    if is_killed && attempt.is_first() {
        server.kill();
    }
    cmd("INCR").arg("visits").exec(&mut connection)?;
    *kept = Some(connection);
    Ok(attempt.number())
}

#[test]
fn a_call_after_a_restart_of_redis_reconnects() {
    let Some(server) = start(&[]) else { return };
    let mut kept = None;
    assert_eq!(visit(&server, &mut kept, false).expect("a visit"), 1);

    server.restart();

    assert_eq!(visit(&server, &mut kept, false).expect("a visit"), 2);
    assert_eq!(stored(&server, "attempts"), 2);
    assert_eq!(stored(&server, "visits"), 2);
}

#[test]
fn a_call_in_which_redis_is_killed_is_retried_until_it_is_back() {
    let Some(server) = start(&[]) else { return };

    // The first attempt loses its connection, the second finds no server, the third a new one.
    assert_eq!(visit(&server, &mut None, true).expect("a visit"), 3);
    assert_eq!(stored(&server, "attempts"), 2);
    assert_eq!(stored(&server, "visits"), 1);
}

/// Buys something, which is not to happen twice; how many attempts that took.
#[retry(
    max_attempts = 5,
    initial_delay = "20ms",
    idempotent = false,
    attempt = attempt,
    on_event = |event| server.restart_when_missed(event),
)]
fn buy(server: &Server, is_killed: bool) -> RedisResult<u32> {
    let mut connection = connect(server, "")?;
    cmd("INCR").arg("attempts").exec(&mut connection)?;
    if is_killed {
        server.kill();
    }
    cmd("INCR").arg("bought").exec(&mut connection)?;
    Ok(attempt.number())
}

#[test]
fn a_call_that_may_have_taken_effect_when_redis_was_killed_is_not_repeated() {
    let Some(server) = start(&[]) else { return };

    let error = buy(&server, true).expect_err("the reply is lost");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");

    // This one is retried: it found no server.
    assert_eq!(buy(&server, false).expect("a purchase"), 2);
    assert_eq!(stored(&server, "attempts"), 2);
    assert_eq!(stored(&server, "bought"), 1);
}

#[retry(initial_delay = "20ms")]
fn log_in(server: &Server, password: &str) -> RedisResult<()> {
    let mut connection = connect(server, &format!(":{password}@"))?;
    cmd("PING").exec(&mut connection)
}

#[test]
fn a_wrong_password_is_sent_to_redis_once() {
    let Some(server) = start(&["--requirepass", "right"]) else {
        return;
    };

    let error = log_in(&server, "wrong").expect_err("it is wrong");
    assert_eq!(error.kind(), ErrorKind::AuthenticationFailed);

    let mut connection = connect(&server, ":right@").expect("a connection");
    let refused: String = cmd("INFO")
        .arg("errorstats")
        .query(&mut connection)
        .expect("statistics");
    assert!(
        refused.contains("errorstat_WRONGPASS:count=1\r\n"),
        "{refused}"
    );
}

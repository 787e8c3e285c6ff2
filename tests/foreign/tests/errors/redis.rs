//! Commands to Redis.

use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use redis::{Client, RedisError, cmd};

fn get(address: impl std::fmt::Display) -> Result<String, RedisError> {
    let mut connection = Client::open(format!("redis://{address}/"))?.get_connection()?;
    cmd("GET").arg("key").query(&mut connection)
}

#[test]
fn refused() {
    let error = get(nobody()).expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent);
}

#[test]
fn hung_up() {
    let error = get(hangs_up_after("", "$100\r\n")).expect_err("the reply is cut");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn loading() {
    let reply = "+OK\r\n+OK\r\n-LOADING Redis is loading the dataset in memory\r\n";
    let error = get(hangs_up_after("", reply)).expect_err("it is loading");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn a_wrong_password() {
    let reply = "-WRONGPASS invalid username-password pair or user is disabled.\r\n+OK\r\n+OK\r\n";
    let address = hangs_up_after("", reply);
    let error = get(format!("user:wrong@{address}")).expect_err("a wrong password");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[test]
fn a_wrong_type() {
    let reply = "+OK\r\n+OK\r\n-WRONGTYPE Operation against a key of the wrong kind\r\n";
    let error = get(hangs_up_after("", reply)).expect_err("a wrong type");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

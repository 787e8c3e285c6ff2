//! Commands to Redis.

use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use redis::{Client, RedisError, cmd};

fn get(address: impl std::fmt::Display) -> Result<String, RedisError> {
    let mut connection = Client::open(format!("redis://{address}/"))?.get_connection()?;
    cmd("GET").arg("key").query(&mut connection)
}

#[test]
fn a_refused_connection_of_redis_is_unsent() {
    let error = get(nobody()).expect_err("nobody listens");
    assert_eq!(error.classify(), Class::Unsent);
}

#[test]
fn a_redis_server_that_hangs_up_is_transient() {
    let error = get(hangs_up_after("", "$100\r\n")).expect_err("the reply is cut");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn a_redis_server_that_is_loading_is_transient() {
    let reply = "+OK\r\n+OK\r\n-LOADING Redis is loading the dataset in memory\r\n";
    let error = get(hangs_up_after("", reply)).expect_err("it is loading");
    assert_eq!(error.classify(), Class::Transient, "{error:?}");
}

#[test]
fn a_wrong_password_of_redis_is_permanent() {
    let reply = "-WRONGPASS invalid username-password pair or user is disabled.\r\n+OK\r\n+OK\r\n";
    let address = hangs_up_after("", reply);
    let error = get(format!("user:wrong@{address}")).expect_err("a wrong password");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

#[test]
fn a_redis_value_of_a_wrong_type_is_permanent() {
    let reply = "+OK\r\n+OK\r\n-WRONGTYPE Operation against a key of the wrong kind\r\n";
    let error = get(hangs_up_after("", reply)).expect_err("a wrong type");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

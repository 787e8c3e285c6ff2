//! Pools of `deadpool`, and of the crates that are built on it.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{
    Hook, HookError, Manager, Metrics, Pool, PoolError, RecycleResult, Timeouts,
};
use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use tokio_postgres::NoTls;

const LIMIT: Duration = Duration::from_millis(50);

/// Of connections to a database.
fn databases(address: SocketAddr) -> deadpool_postgres::Pool {
    let mut config = tokio_postgres::Config::new();
    config.user("a").host("127.0.0.1").port(address.port());
    let manager = deadpool_postgres::Manager::new(config, NoTls);
    deadpool_postgres::Pool::builder(manager)
        .runtime(Runtime::Tokio1)
        .create_timeout(Some(LIMIT))
        .build()
        .expect("a pool")
}

async fn get_database(address: SocketAddr) -> deadpool_postgres::PoolError {
    match databases(address).get().await {
        Ok(_) => panic!("no database server"),
        Err(error) => error,
    }
}

/// Makes numbers, as good as any connection.
#[derive(Debug)]
struct Numbers;

impl Manager for Numbers {
    type Type = u32;
    type Error = Infallible;

    async fn create(&self) -> Result<u32, Infallible> {
        Ok(7)
    }

    async fn recycle(&self, _: &mut u32, _: &Metrics) -> RecycleResult<Infallible> {
        Ok(())
    }
}

/// What the second one who wants the only number gets.
async fn second(pool: Pool<Numbers>, timeouts: &Timeouts) -> PoolError<Infallible> {
    let _only = pool.get().await.expect("a number");
    pool.timeout_get(timeouts).await.expect_err("no second one")
}

fn only_one() -> Pool<Numbers> {
    let builder = Pool::builder(Numbers).max_size(1);
    builder.runtime(Runtime::Tokio1).build().expect("a pool")
}

#[tokio::test]
async fn a_pool_without_a_free_object_is_unsent() {
    let error = second(only_one(), &Timeouts::wait_millis(20)).await;

    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    assert_eq!(error.kind(), "deadpool::managed::PoolError");
    assert!(error.is_unprocessed());
}

#[tokio::test]
async fn a_connection_that_takes_too_long_to_make_is_unsent() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let error = get_database(silent.local_addr().expect("it is bound")).await;

    assert!(matches!(error, PoolError::Timeout(_)), "{error:?}");
    assert_eq!(error.classify(), Class::Unsent);
}

#[tokio::test]
async fn a_database_that_cannot_be_connected_has_the_class_of_its_error() {
    let refusal = "E\0\0\0\x23SFATAL\0C28P01\0Mwrong password\0\0";
    let overload = "E\0\0\0\x25SFATAL\0C53300\0Mtoo many clients\0\0";
    for (address, class) in [
        (nobody(), Class::Unsent),
        (hangs_up_after("", "R"), Class::Transient),
        (hangs_up_after("", overload), Class::Throttled),
        (hangs_up_after("", refusal), Class::Permanent),
    ] {
        let error = get_database(address).await;
        assert!(matches!(error, PoolError::Backend(_)), "{error:?}");
        assert_eq!(error.classify(), class, "{error:?}");
        let opaque = anyhow::Error::from(error).context("counting");
        assert_eq!(opaque.classify(), class);
    }
}

#[tokio::test]
async fn a_redis_that_cannot_be_connected_has_the_class_of_its_error() {
    let pool = deadpool_redis::Config::from_url(format!("redis://{}/", nobody()))
        .create_pool(Some(Runtime::Tokio1))
        .expect("a pool");
    let Err(error) = pool.get().await else {
        panic!("nobody listens");
    };
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[tokio::test]
async fn mistakes_in_the_use_of_a_pool_are_permanent() {
    let hooked: Pool<_> = Pool::builder(Numbers)
        .post_create(Hook::sync_fn(|_, _| Err(HookError::message("unlucky"))))
        .build()
        .expect("a pool");
    let error = hooked.get().await.expect_err("the hook refuses");
    assert!(matches!(error, PoolError::PostCreateHook(_)));
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    let timeless: Pool<_> = Pool::builder(Numbers).build().expect("a pool");
    let error = timeless.timeout_get(&Timeouts::wait_millis(20)).await;
    let error = error.expect_err("nobody keeps the time");
    assert!(matches!(error, PoolError::NoRuntimeSpecified));
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");

    let closed = only_one();
    closed.close();
    let error = closed.get().await.expect_err("it is closed");
    assert_eq!(error.classify(), Class::Permanent, "{error:?}");
}

reattempt::register!(PoolError<Infallible>);

#[tokio::test]
async fn a_timeout_of_a_pool_is_known_in_an_opaque_error() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let of_postgres = get_database(silent.local_addr().expect("it is bound")).await;
    let registered = second(only_one(), &Timeouts::wait_millis(20)).await;

    for opaque in [
        Box::<dyn std::error::Error>::from(of_postgres),
        registered.into(),
    ] {
        assert_eq!(opaque.classify(), Class::Unsent, "{opaque:?}");
        assert!(opaque.is_known());
    }
}

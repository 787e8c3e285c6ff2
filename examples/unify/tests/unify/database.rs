//! Transactions in a real `PostgreSQL`, which are run again as a whole or not at all.

use std::time::Duration;

use futures_util::future::try_join_all;
use reattempt::Class;
use reattempt::guard::BreakerState;
use reattempt::test_util::Recorder;
use servers::{Fault, Proxy, in_time};
use sqlx::query_scalar;
use tokio::{join, time};
use unify::clients::database::{Database, Transfer};
use unify::far::database::{BALANCE, DatabaseServer};
use unify::guards::Guards;

const PATIENCE: Duration = Duration::from_secs(5);

/// With two accounts. `None` without `PostgreSQL`.
async fn start() -> Option<DatabaseServer> {
    let server = DatabaseServer::start().await.unwrap()?;
    server.account("a").await.unwrap();
    server.account("b").await.unwrap();
    Some(server)
}

fn client(server: &DatabaseServer) -> Database {
    let guards = Guards::new("database of a test");
    Database::new(&server.url(), 8, PATIENCE, guards).unwrap()
}

fn transfer<'a>(id: &'a str, from: &'a str, to: &'a str) -> Transfer<'a> {
    Transfer {
        id,
        from,
        to,
        amount: 10,
    }
}

async fn balances(server: &DatabaseServer) -> Vec<i64> {
    let balances = server.balances().await.unwrap();
    balances.into_iter().map(|account| account.1).collect()
}

/// From now on the first change in a transaction takes its time, so that two of them overlap.
async fn slow_down(server: &DatabaseServer) {
    let slow = "
        CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$;
        CREATE TRIGGER wait AFTER UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION wait();
    ";
    server.run(slow).await.unwrap();
}

#[tokio::test]
async fn two_transactions_at_once_are_both_done_once() {
    let Some(server) = start().await else { return };
    in_time(async {
        slow_down(&server).await;
        let database = client(&server);

        let both = ["1", "2"].map(|id| database.transfer(transfer(id, "a", "b")));
        try_join_all(both).await.unwrap();

        assert!(server.server().logged("could not serialize access") >= 1);
        assert_eq!(server.transfers().await.unwrap(), 2);
        assert_eq!(balances(&server).await, [BALANCE - 20, BALANCE + 20]);
    })
    .await;
}

#[tokio::test]
async fn of_two_that_wait_for_each_other_one_begins_again() {
    let Some(server) = start().await else { return };
    in_time(async {
        slow_down(&server).await;
        let database = client(&server);

        let one_way = database.transfer(transfer("1", "a", "b"));
        let the_other = database.transfer(transfer("2", "b", "a"));
        try_join_all([one_way, the_other]).await.unwrap();

        assert!(server.server().logged("deadlock detected") >= 1);
        assert_eq!(server.transfers().await.unwrap(), 2);
        assert_eq!(balances(&server).await, [BALANCE; 2]);
    })
    .await;
}

/// Twenty of them collide, while somebody looks at the accounts all the time.
#[tokio::test]
async fn nobody_ever_sees_half_of_a_transfer() {
    let Some(server) = start().await else { return };
    in_time(async {
        let database = client(&server);
        let all = async {
            let transfers = (0..20).map(|number| {
                let database = &database;
                async move {
                    database
                        .transfer(transfer(&number.to_string(), "a", "b"))
                        .await
                }
            });
            try_join_all(transfers).await.unwrap();
        };
        let mut looks = 0;
        let look = async {
            loop {
                let sum: i64 = balances(&server).await.iter().sum();
                assert_eq!(sum, 2 * BALANCE);
                looks += 1;
            }
        };
        tokio::select! { () = all => {}, () = look => {} }

        assert!(looks > 0 && server.collisions() > 0);
        assert_eq!(server.transfers().await.unwrap(), 20);
        assert_eq!(balances(&server).await, [BALANCE - 200, BALANCE + 200]);
    })
    .await;
}

/// When all has been written, and only the end is missing.
#[tokio::test]
async fn each_attempt_is_the_whole_transaction() {
    let Some(server) = start().await else { return };
    in_time(async {
        let faults = [(1, "40001"), (2, "40P01")];
        server.expect("1", &faults).await.unwrap();
        let guards = Guards::new("collided");
        let database = Database::new(&server.url(), 2, PATIENCE, guards.clone()).unwrap();

        database.transfer(transfer("1", "a", "b")).await.unwrap();

        assert_eq!(server.attempts("1").await.unwrap(), 3);
        assert_eq!(balances(&server).await, [BALANCE - 10, BALANCE + 10]);
        assert_eq!(guards.breaker.counts().failures, 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_rules_forbid_is_tried_once_and_changes_nothing() {
    let Some(server) = start().await else { return };
    in_time(async {
        let database = client(&server);
        let amount = BALANCE + 1;
        let too_much = Transfer {
            amount,
            ..transfer("1", "b", "a")
        };

        database.transfer(too_much).await.unwrap_err();

        assert_eq!(server.server().logged("violates check constraint"), 1);
        assert_eq!(server.transfers().await.unwrap(), 0);
        assert_eq!(balances(&server).await, [BALANCE; 2]);
    })
    .await;
}

/// The connection is cut when `COMMIT` has arrived, and while the server is busy with it.
#[tokio::test]
async fn a_transfer_whose_answer_was_lost_is_not_done_twice() {
    /// With which a client leaves.
    const TERMINATE: usize = 5;

    let Some(server) = start().await else { return };
    in_time(async {
        let through = async |proxy: &Proxy, id| {
            let port = server.server().port().to_string();
            let url = server.url().replace(&port, &proxy.port().to_string());
            let guards = Guards::new("cut");
            let database = Database::new(&url, 1, PATIENCE, guards).unwrap();
            database.transfer(transfer(id, "a", "b")).await.unwrap();
            database.pool().close().await;
        };
        let whole = Proxy::start(server.server().port(), []);
        through(&whole, "1").await;
        while whole.open() > 0 {
            time::sleep(Duration::from_millis(1)).await;
        }
        let commit = usize::try_from(whole.sent()).unwrap() - TERMINATE;
        let late = "
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END $$;
            CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON transfers
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait();
        ";
        server.run(late).await.unwrap();

        let cut = Proxy::start(server.server().port(), [Fault::CutAfter(commit)]);
        through(&cut, "2").await;

        assert!(cut.connections() >= 2);
        assert_eq!(server.transfers().await.unwrap(), 2);
        assert_eq!(balances(&server).await, [BALANCE - 20, BALANCE + 20]);
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_was_ended_is_followed_by_another() {
    const VICTIM: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE query LIKE 'UPDATE accounts%' AND state = 'active'";

    let Some(server) = start().await else { return };
    in_time(async {
        slow_down(&server).await;
        let database = client(&server);
        let pool = client(&server).pool().clone();

        let (done, ()) = join!(database.transfer(transfer("1", "a", "b")), async {
            let mut ended = 0;
            while ended == 0 {
                ended = query_scalar::<_, i64>(VICTIM)
                    .fetch_one(&pool)
                    .await
                    .unwrap();
            }
        });

        done.unwrap();
        assert_eq!(server.transfers().await.unwrap(), 1);
        assert_eq!(balances(&server).await, [BALANCE - 10, BALANCE + 10]);
    })
    .await;
}

#[tokio::test]
async fn a_pool_without_a_free_connection_is_unsent_and_asked_again() {
    let Some(server) = start().await else { return };
    in_time(async {
        server.expect("1", &[]).await.unwrap();
        let guards = Guards::new("small");
        let patience = Duration::from_millis(100);
        let database = Database::new(&server.url(), 1, patience, guards.clone()).unwrap();
        let taken = database.pool().acquire().await.unwrap();
        let recorder = Recorder::new();

        let transfer = database.transfer(transfer("1", "a", "b"));
        let (done, ()) = join!(recorder.scope().wrap(transfer), async {
            while recorder.delays().is_empty() {
                time::sleep(Duration::from_millis(1)).await;
            }
            drop(taken);
        });

        done.unwrap();
        assert_eq!(recorder.classes(), [Class::Unsent], "{recorder}");
        assert_eq!(server.attempts("1").await.unwrap(), 1);
        assert_eq!(guards.breaker.state(), BreakerState::Closed);
    })
    .await;
}

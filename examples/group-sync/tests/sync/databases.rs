//! The same with `PostgreSQL`.

use group_sync::server::faults::{Fault, Faults};
use group_sync::server::local::Local;
use servers::{Server, in_time, postgres};

use crate::support::{CREATE_USER, roster, run};

async fn start(database: &Server, faults: Faults) -> Local {
    let url = format!(
        "postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable",
        database.port()
    );
    let files = tempfile::tempdir().expect("a directory");
    Local::with_database(&url, files, faults)
        .await
        .expect("a server")
}

#[tokio::test]
async fn postgres_holds_each_user_once_and_the_second_run_changes_nothing() {
    let Some(database) = postgres::start() else {
        return;
    };
    let faults = [Fault::LoseAnswer; 2];
    in_time(async {
        let server = start(&database, Faults::script(CREATE_USER, faults)).await;
        let wanted = roster("ops,ada\nops,ben\ndev,ben\nidle,\n");

        let first = run(&server, wanted.clone()).await;
        let writes = server.seen().writes();
        run(&server, wanted.clone()).await;

        assert!(first.is_complete(), "{first}");
        assert_eq!(first.users.created, 2);
        assert_eq!(server.seen().count(CREATE_USER), 2 + 2);
        assert_eq!(server.store().creates().await.unwrap(), 2);
        assert_eq!(server.seen().writes(), writes);
        assert_eq!(server.store().groups().await.unwrap(), wanted);

        let changed = roster("ops,ada\ndev,cem\n");
        let summary = run(&server, changed.clone()).await;
        assert_eq!((summary.groups.updated, summary.groups.deleted), (2, 1));
        assert_eq!(server.store().groups().await.unwrap(), changed);
    })
    .await;
}

/// Two requests with one key at the same time: the second waits for the first.
#[tokio::test]
async fn one_key_at_the_same_time_is_one_create() {
    let Some(database) = postgres::start() else {
        return;
    };
    in_time(async {
        let server = start(&database, Faults::none()).await;
        let store = server.store();

        let creates = (0..8).map(|_| store.create_user("key", "ada"));
        let outcomes = futures_util::future::join_all(creates).await;

        for outcome in outcomes {
            assert_eq!(outcome.unwrap(), group_sync::server::store::Outcome::Done);
        }
        assert_eq!(store.creates().await.unwrap(), 1);
    })
    .await;
}

/// The API begins its transaction again, on a new connection, and its client hears nothing of it.
#[tokio::test]
async fn a_restart_of_postgres_is_retried_by_the_server() {
    let Some(database) = postgres::start() else {
        return;
    };
    in_time(async {
        let server = start(&database, Faults::none()).await;
        run(&server, roster("ops,ada\n")).await;

        database.restart();
        let summary = run(&server, roster("ops,ada\nops,ben\n")).await;

        assert!(summary.is_complete(), "{summary}");
        assert_eq!(summary.retries.made, 0);
        assert_eq!(server.seen().count(CREATE_USER), 2);
    })
    .await;
}

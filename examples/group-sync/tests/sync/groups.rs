//! Groups are not retried.

use group_sync::server::faults::{Fault, Faults};

use crate::support::{CREATE_USER, roster, run, start};

#[tokio::test]
async fn a_group_that_fails_is_tried_once_and_done_by_the_next_run() {
    for (kind, wanted) in [
        ("POST /groups", "old,ada\nold,ben\nother,ada\nnew,ada\n"),
        ("PUT /groups", "old,ada\nother,ada\n"),
        ("DELETE /groups", "old,ada\nold,ben\n"),
    ] {
        let server = start(Faults::script(kind, [Fault::Status(503)])).await;
        let api = server.api("admin", crate::support::PATIENT).unwrap();
        let before = roster("old,ada\nold,ben\nother,ada\n");
        for user in ["ada", "ben"] {
            let key = server.store().create_user(user, user).await;
            key.unwrap();
        }
        for (group, members) in &before {
            server.store().create_group(group, members).await.unwrap();
        }
        let wanted = roster(wanted);

        let first = run(&server, wanted.clone()).await;
        let there = api.groups().await.unwrap();
        let second = run(&server, wanted.clone()).await;

        assert_eq!((first.groups.failed, first.retries.made), (1, 0), "{kind}");
        assert_eq!(there, before, "{kind}");
        assert!(second.is_complete(), "{kind}: {second}");
        assert_eq!(server.seen().count(kind), 2, "{kind}");
        assert_eq!(server.store().groups().await.unwrap(), wanted, "{kind}");
    }
}

#[tokio::test]
async fn a_group_with_a_member_that_could_not_be_created_is_left_alone() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(403)])).await;
    let wanted = roster("ops,ada\n");

    let first = run(&server, wanted.clone()).await;

    assert_eq!((first.users.failed, first.groups.skipped), (1, 1));
    assert_eq!(server.seen().count("POST /groups"), 0);

    let second = run(&server, wanted.clone()).await;

    assert!(second.is_complete(), "{second}");
    assert_eq!(server.store().groups().await.unwrap(), wanted);
}

#[tokio::test]
async fn names_may_hold_what_has_a_meaning_in_a_url() {
    let server = start(Faults::none()).await;
    let before = roster("a/b ?#%,ada\nü,ada\n");
    run(&server, before).await;

    let wanted = roster("a/b ?#%,\n");
    let summary = run(&server, wanted.clone()).await;

    assert_eq!((summary.groups.updated, summary.groups.deleted), (1, 1));
    assert_eq!(server.store().groups().await.unwrap(), wanted);
}

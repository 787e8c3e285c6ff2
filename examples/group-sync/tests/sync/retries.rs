//! What retries do, and what they do not.

use std::time::Duration;

use group_sync::server::faults::{Fault, Faults};
use group_sync::users::{self, Users};
use reattempt::{Nested, Policy, StopReason};

use crate::support::{
    CREATE_USER, PATIENT, on_virtual_time, roster, run, run_with, service, start,
};

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_not_done_twice() {
    let server = start(Faults::script(CREATE_USER, [Fault::LoseAnswer; 2])).await;

    let summary = run(&server, roster("ops,ada\n")).await;

    assert_eq!(server.seen().count(CREATE_USER), 3);
    assert_eq!(server.store().creates().await.unwrap(), 1);
    // It is told of its own create, not that the name is taken.
    assert_eq!((summary.users.created, summary.users.existed), (1, 0));
    assert!(summary.is_complete(), "{summary}");
}

#[tokio::test]
async fn a_user_whom_somebody_else_creates_meanwhile_is_there_already() {
    let server = start(Faults::none()).await;
    let api = server.api("admin", PATIENT).unwrap();
    let plan = group_sync::sync::plan(roster("ops,ada\n"), &api)
        .await
        .unwrap();
    service(&server).create("ada").await.unwrap();

    let summary = group_sync::sync::apply(plan, &service(&server), &api).await;

    assert_eq!((summary.users.created, summary.users.existed), (0, 1));
    assert_eq!(server.store().groups().await.unwrap(), roster("ops,ada\n"));
}

#[tokio::test]
async fn the_second_run_changes_nothing() {
    let server = start(Faults::none()).await;
    let wanted = roster("ops,ada\nops,ben\ndev,ben\nidle,\n");

    let first = run(&server, wanted.clone()).await;
    let writes = server.seen().writes();
    let second = run(&server, wanted.clone()).await;

    assert_eq!((first.users.created, first.groups.created), (2, 3));
    assert_eq!(writes, 5);
    assert_eq!(server.seen().writes(), writes);
    assert_eq!(second.groups.unchanged, 3);
    assert_eq!(server.store().groups().await.unwrap(), wanted);
}

#[tokio::test]
async fn two_layers_of_three_attempts_make_nine_requests_or_three() {
    for (nested, requests) in [(Nested::Allow, 9), (Nested::Suppress, 3)] {
        let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 20])).await;
        let api = server.api("admin", PATIENT).unwrap();
        let users = Users::new(api.with_own_retries(users::DEFAULT), users::DEFAULT);

        let users = users.nested(nested);
        on_virtual_time(users.create("ada")).await.unwrap_err();

        assert_eq!(server.seen().count(CREATE_USER), requests, "{nested:?}");
    }
}

#[tokio::test]
async fn unless_told_otherwise_one_layer_retries() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 20])).await;
    let api = server.api("admin", PATIENT).unwrap();
    let users = Users::new(api.with_own_retries(users::DEFAULT), users::DEFAULT);

    on_virtual_time(users.create("ada")).await.unwrap_err();

    assert_eq!(server.seen().count(CREATE_USER), 3);
}

#[tokio::test]
async fn a_budget_is_one_for_the_whole_run() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 99])).await;
    let users = service(&server).budget(3);

    let summary = run_with(&server, roster("a,1\na,2\na,3\na,4\na,5\n"), &users).await;

    assert_eq!(server.seen().count(CREATE_USER), 5 + 3);
    assert_eq!(summary.retries.made, 3);
    assert_eq!(summary.users.failed, 5);
}

#[tokio::test]
async fn without_a_budget_of_any_retries_each_user_is_tried_once() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503)])).await;

    let error = service(&server).budget(0).create("ada").await.unwrap_err();

    assert_eq!(error.reason(), StopReason::Budget);
    assert_eq!(server.seen().count(CREATE_USER), 1);
}

#[tokio::test]
async fn each_service_keeps_the_policy_it_was_made_with() {
    const ONCE: Policy = Policy::builder().max_attempts(1).build();
    const FIVE: Policy = Policy::builder().max_attempts(5).build();
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 99])).await;
    let api = server.api("admin", PATIENT).unwrap();
    let services = [ONCE, FIVE].map(|policy| Users::new(api.clone(), policy));

    let mut requests = Vec::new();
    for users in services.iter().chain(&services) {
        let before = server.seen().count(CREATE_USER);
        on_virtual_time(users.create("ada")).await.unwrap_err();
        requests.push(server.seen().count(CREATE_USER) - before);
    }

    assert_eq!(requests, [1, 5, 1, 5]);
}

#[tokio::test]
async fn nine_of_ten_creates_that_meet_a_fault_end_well() {
    for seed in 1..=2 {
        let server = start(Faults::random(CREATE_USER, 0.25, seed)).await;
        let lines: Vec<_> = (0..200).map(|user| format!("all,user{user}")).collect();

        let summary = run(&server, roster(&lines.join("\n"))).await;

        let met = server.faults().creates_that_met_one();
        let failed = summary.users.failed;
        assert!(met > 40, "{met}");
        assert!(failed * 10 <= met, "{failed} of {met}");
        assert_eq!(summary.users.created + failed, 200);
        // One whose last answer was lost is there although it failed.
        let there = server.store().users().await.unwrap().len();
        assert!((200 - failed..=200).contains(&there), "{there}");
        assert_eq!(server.store().creates().await.unwrap(), there);
        let requests = server.seen().count(CREATE_USER);
        assert_eq!(requests, 200 + summary.retries.made);
        assert!(summary.retries.waited > Duration::ZERO);
    }
}

//! The program as it is called.

use std::fs;
use std::process::{Command, Output};

use group_sync::server::faults::{Fault, Faults};
use group_sync::server::local::Local;
use tempfile::TempDir;

use crate::support::{CREATE_USER, start};

/// Away from the threads of the server that it talks to.
async fn group_sync(server: &Local, lines: &str, arguments: &[&str]) -> Output {
    let directory: TempDir = tempfile::tempdir().unwrap();
    let file = directory.path().join("groups.csv");
    fs::write(&file, format!("group,member\n{lines}")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_group-sync"));
    command
        .arg(file)
        .args(["--server", &server.url()])
        .args(arguments);
    command.env("GROUP_SYNC_TOKEN", "admin");
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr].concat()).unwrap()
}

#[tokio::test]
async fn a_dry_run_shows_what_would_be_done_and_changes_nothing() {
    let server = start(Faults::none()).await;

    let output = group_sync(&server, "ops,ada\nops,ben\n", &["--dry-run"]).await;

    let text = text(&output);
    assert!(output.status.success(), "{text}");
    for line in [
        "create user  ada",
        "create user  ben",
        "create group ops (2 members)",
    ] {
        assert!(text.contains(line), "{text}");
    }
    assert_eq!(server.seen().writes(), 0);
    assert!(server.store().users().await.unwrap().is_empty());
}

#[tokio::test]
async fn flags_make_the_policy_and_counts_end_the_run() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 4])).await;
    let flags = [
        "--retry-attempts",
        "5",
        "--backoff-min",
        "0",
        "--backoff-multiplier",
        "0.01",
    ];

    let output = group_sync(&server, "ops,ada\n", &flags).await;

    let text = text(&output);
    assert!(output.status.success(), "{text}");
    assert!(
        text.contains("users    1 created, 0 there already, 0 failed"),
        "{text}"
    );
    assert!(
        text.contains("retries  4 made, 1 users created by them"),
        "{text}"
    );
    assert_eq!(server.seen().count(CREATE_USER), 5);
}

#[tokio::test]
async fn a_run_that_failed_in_part_says_so_by_its_status() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 9])).await;

    let output = group_sync(&server, "ops,ada\n", &["--retry-budget", "0"]).await;

    let text = text(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("failed   ada: refused: HTTP status 503"),
        "{text}"
    );
    assert_eq!(server.seen().count(CREATE_USER), 1);
}

#[tokio::test]
async fn an_unknown_token_ends_the_run_before_it_begins() {
    let server = start(Faults::none()).await;

    let output = group_sync(&server, "ops,ada\n", &["--token", "wrong"]).await;

    let text = text(&output);
    assert!(!output.status.success());
    assert!(text.contains("unknown token"), "{text}");
    assert_eq!(
        (server.seen().count("GET /users"), server.seen().writes()),
        (1, 0)
    );
}

#[tokio::test]
async fn flags_that_contradict_each_other_are_refused_before_anything_is_asked() {
    let server = start(Faults::none()).await;

    let output = group_sync(&server, "ops,ada\n", &["--backoff-min", "10"]).await;

    let text = text(&output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(
        text.contains("--backoff-min 10s is above --backoff-max 4s"),
        "{text}"
    );
    assert_eq!(server.seen().count("GET /users"), 0);
}

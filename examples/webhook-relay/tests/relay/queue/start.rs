//! What a relay says that cannot open its queue, and how long it waits before.

use std::time::{Duration, Instant};

use tokio::process::Command;

#[cfg(target_os = "linux")]
use super::store::Store;
use crate::support::executable;

const ALLOWED: &str =
    "write `sqlite:FILE`, `postgres://USER:PASSWORD@HOST/DATABASE`, `nats://HOST` or `tls://HOST`";

/// What is said at the end, and after which time.
async fn start(url: &str) -> (String, Duration) {
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("relay.json");
    std::fs::write(&config, r#"{ "webhooks": [] }"#).unwrap();
    let start = Instant::now();
    let relay = Command::new(executable())
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--operators",
            "127.0.0.1:0",
        ])
        .args(["--queue-wait", "1500ms", "--queue", url, "--config"])
        .arg(config)
        .kill_on_drop(true)
        .output();
    let ended = tokio::time::timeout(Duration::from_secs(20), relay).await;
    let ended = ended.expect("it does not end").unwrap();
    assert!(!ended.status.success());
    let text = String::from_utf8(ended.stderr).unwrap();
    assert!(!text.contains("secret"), "{text}");
    let error = text.lines().find(|line| line.starts_with("error: "));
    (error.expect(&text).to_owned(), start.elapsed())
}

#[tokio::test]
async fn a_wait_in_which_no_server_answers_is_refused() {
    let relay = Command::new(executable())
        .args(["serve", "--config", "relay.json", "--queue-wait", "0s"])
        .output();
    let text = String::from_utf8(relay.await.unwrap().stderr).unwrap();
    assert!(text.contains("must be at least 1s"), "{text}");
}

async fn fails_at_once(url: &str, shown: &str, why: &str) {
    let (error, took) = start(url).await;
    assert!(
        error.starts_with(&format!("error: --queue = {shown:?}: ")),
        "{error}"
    );
    assert!(error.contains(why) && error.contains(ALLOWED), "{error}");
    assert!(took < Duration::from_millis(1400), "{took:?} {error}");
}

async fn fails_after_a_while(url: &str, shown: &str, why: &str) {
    let (error, took) = start(url).await;
    let waited = "waited 1.5s for it";
    assert!(
        error.starts_with(&format!("error: --queue = {shown:?}: ")),
        "{error}"
    );
    assert!(error.contains(why) && error.contains(waited), "{error}");
    assert!(took < Duration::from_secs(5), "{took:?} {error}");
}

#[tokio::test]
async fn a_url_that_no_waiting_helps_is_refused_at_once() {
    for (url, shown) in [
        ("nats:127.0.0.1", "nats:127.0.0.1"),
        (
            "mysql://root:secret@127.0.0.1:1/relay",
            "mysql://..@127.0.0.1:1/relay",
        ),
        ("", ""),
    ] {
        fails_at_once(url, shown, "no queue has such a URL").await;
    }
    fails_at_once(
        "nats://ada:secret@127.0.0.1:99999",
        "nats://..@127.0.0.1:99999",
        "port",
    )
    .await;
    fails_at_once("nats://", "nats://", "no host").await;
    fails_at_once("nats://ada:secret@", "nats://..@", "host").await;
    fails_at_once("nats://ada:secret", "nats://..", "port").await;
    fails_at_once(
        "postgres://ada:secret?@127.0.0.1/relay",
        "postgres://..",
        "port",
    )
    .await;
    fails_at_once(
        "sqlite:/nowhere/relay.db",
        "sqlite:/nowhere/relay.db",
        "unable to open",
    )
    .await;
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_waited_for_and_no_longer() {
    let unknown = fails_after_a_while(
        "nats://ada:secret@nowhere.invalid",
        "nats://..@nowhere.invalid",
        "failed to lookup address",
    );
    let nats = fails_after_a_while("nats://127.0.0.1:1", "nats://127.0.0.1:1", "refused");
    let postgres = fails_after_a_while(
        "postgres://ada:secret@127.0.0.1:1/relay",
        "postgres://..@127.0.0.1:1/relay",
        "refused",
    );
    let unknown_postgres = fails_after_a_while(
        "postgres://ada:secret@nowhere.invalid/relay",
        "postgres://..@nowhere.invalid/relay",
        "failed to lookup address",
    );
    tokio::join!(unknown, nats, postgres, unknown_postgres);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn tls_to_a_server_without_it_is_refused_at_once() {
    let Some(Store::Nats(server)) = Store::nats() else {
        return;
    };
    let url = format!("tls://127.0.0.1:{}", server.port());

    fails_at_once(&url, &url, "write `nats://` if the server has no TLS").await;
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_password_that_is_wrong_is_refused_at_once() {
    let Some(server) = servers::nats::start(&["--user", "ada", "--pass", "right"]) else {
        return;
    };
    let address = format!("127.0.0.1:{}", server.port());

    let url = format!("nats://ada:secret@{address}");
    fails_at_once(
        &url,
        &format!("nats://..@{address}"),
        "authorization violation",
    )
    .await;
}

/// One without `JetStream` says so to those that it lets in.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn users_and_tokens_of_a_nats_url_are_let_in() {
    for (user, arguments) in [
        ("ada:secret", &["--user", "ada", "--pass", "secret"][..]),
        (
            "ada:se%2Fcr%40et%25",
            &["--user", "ada", "--pass", "se/cr@et%"],
        ),
        ("secret", &["--auth", "secret"]),
    ] {
        let Some(server) = servers::nats::start(arguments) else {
            return;
        };
        let address = format!("127.0.0.1:{}", server.port());

        let url = format!("nats://{user}@{address}");
        fails_after_a_while(&url, &format!("nats://..@{address}"), "jetstream {}").await;
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_server_without_jetstream_is_told_how_to_have_it() {
    let Some(server) = servers::nats::start(&[]) else {
        return;
    };
    let url = format!("nats://127.0.0.1:{}", server.port());

    let how = "`nats-server --jetstream`, or `jetstream {}` in its configuration";
    fails_after_a_while(&url, &url, how).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_comes_up_meanwhile_is_used() {
    let Some(store) = Store::nats() else { return };
    let Store::Nats(server) = &store else { return };
    server.kill();

    let relay = store.start(vec![]);
    let up = async {
        tokio::time::sleep(Duration::from_secs(3)).await;
        server.restart();
    };
    let (relay, ()) = tokio::join!(relay, up);

    assert_eq!(relay.depth().await.unwrap().waiting, 0);
}

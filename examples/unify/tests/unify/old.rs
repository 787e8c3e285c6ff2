//! The old loops beside what has replaced them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use reattempt::{Decision, StopReason};
use unify::calls::Retries;
use unify::clients::api::{Api, POLICY};
use unify::compare::compare;
use unify::far::{Fault, Faults};
use unify::guards::Guards;
use unify::lines;
use unify::shadow::{ShadowLog, Watch};

use crate::support::{UNAVAILABLE, context, endpoint, http, requests};

#[tokio::test]
async fn old_and_new_differ_only_where_it_is_known_why() {
    let log = Arc::<ShadowLog>::default();

    let rows = compare(&log).await.unwrap();

    for row in &rows {
        assert!(row.is_as_known(), "{row}\n{row:?}");
    }
    let differences = rows.iter().filter(|row| row.known_difference().is_some());
    assert!(differences.count() >= 5);
    // Each attempt of an old loop that failed has been noted, and nothing else. Those of files are not seen, and those
    // of an agent are more than one request.
    let is_seen = |call: &str| !["files", "agent"].contains(&call);
    let seen = rows.iter().filter(|row| is_seen(&row.call.name()));
    let failed =
        seen.filter_map(|row| Some(row.old.arrived? - usize::from(row.old.result.is_ok())));
    let entries = log.entries().into_iter();
    assert_eq!(
        entries.filter(|it| is_seen(it.call)).count(),
        failed.sum::<usize>()
    );
}

#[tokio::test]
async fn the_switch_goes_back_to_the_old_loop() {
    let server = http().await;
    let faults = Faults::always(Fault::Status(404));
    let api = Api::new(endpoint(&server, faults), Guards::new("switched"));

    Retries::New
        .weather(&api, &context(), "berlin")
        .await
        .unwrap_err();
    assert_eq!(requests(&server), 1);
    Retries::Old
        .weather(&api, &context(), "berlin")
        .await
        .unwrap_err();
    assert_eq!(requests(&server), 1 + 3);
}

#[tokio::test]
async fn the_shadow_makes_no_request_and_notes_what_it_would_have_done() {
    let server = http().await;
    let faults = Faults::first([UNAVAILABLE, Fault::Status(404)]);
    let api = Api::new(endpoint(&server, faults), Guards::new("shadowed"));
    let log = Arc::<ShadowLog>::default();

    let retries = Retries::Shadow(Arc::clone(&log));
    retries.weather(&api, &context(), "berlin").await.unwrap();

    assert_eq!(requests(&server), 3);
    let entries = log.entries();
    assert!(
        matches!(entries[0].new, Decision::Retry { .. }),
        "{}",
        entries[0]
    );
    assert_eq!(entries[0].difference(), None);
    assert_eq!(entries[1].new, Decision::Stop(StopReason::Permanent));
    assert_eq!(entries[1].difference(), Some("old retries in vain"));
    assert!(entries[1].old >= Some(Duration::from_secs(1)));
    assert_eq!(entries.len(), 2);
}

#[tokio::test]
async fn a_loop_that_ends_with_a_failure_has_stopped() {
    let log = Arc::<ShadowLog>::default();
    let watch = Watch::new("api", POLICY, Some(Arc::clone(&log)));

    let failed =
        async { Err::<(), _>(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into()) };
    watch.attempt(failed).await.unwrap_err();
    drop(watch);

    let entry = &log.entries()[0];
    assert_eq!((entry.attempt, entry.old), (1, None));
    assert_eq!(entry.difference(), Some("old gives up"));
}

#[test]
fn there_is_less_code() {
    let old: usize = lines::FILES.iter().map(|file| lines::of_loop(file.1)).sum();
    let new: usize = lines::FILES
        .iter()
        .map(|file| lines::of_attribute(file.2))
        .sum();
    assert!(new < old, "{new} and {old}");
}

#[test]
fn the_linter_is_that_of_the_guide() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = root.join("../../src/guide/one-system.md");
    let guide = fs::read_to_string(guide).unwrap();
    let lints = fs::read_to_string(root.join("clippy.toml")).unwrap();
    assert!(guide.contains(&format!("```toml\n{lints}```")));
}

//! Files that other programs write as well.

use std::fs::{self, File};
use std::time::Duration;

use reattempt::StopReason;
use reattempt::test_util::Recorder;
use servers::in_time;
use tokio::{join, time};
use unify::clients::files::{Files, LOCK};

use crate::support::reasons;

#[tokio::test]
async fn a_lock_that_is_held_for_a_moment_is_waited_for() {
    let directory = tempfile::tempdir().unwrap();
    let lock = File::create(directory.path().join(LOCK)).unwrap();
    lock.lock().unwrap();
    let recorder = Recorder::new();

    let files = Files::new(directory.path());
    let saved = recorder.scope().wrap(files.save("report", "all is well"));
    let until_refused = async {
        while recorder.delays().is_empty() {
            time::sleep(Duration::from_millis(1)).await;
        }
        drop(lock);
    };
    let (saved, ()) = in_time(async { join!(saved, until_refused) }).await;

    saved.unwrap();
    assert_eq!(recorder.delays().len(), 1, "{recorder}");
    let text = fs::read_to_string(directory.path().join("report")).unwrap();
    assert_eq!(text, "all is well");
}

#[tokio::test]
async fn a_lock_that_is_not_given_back_leaves_the_old_file_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::new(directory.path());
    files.save("report", "old").await.unwrap();
    let lock = File::create(directory.path().join(LOCK)).unwrap();
    lock.lock().unwrap();

    let (result, reasons) = reasons(files.save("report", "new")).await;

    result.unwrap_err();
    assert_eq!(reasons, [StopReason::Attempts]);
    let text = fs::read_to_string(directory.path().join("report")).unwrap();
    assert_eq!(text, "old");
}

#[tokio::test]
async fn a_directory_that_does_not_exist_is_looked_for_once() {
    let directory = tempfile::tempdir().unwrap();
    let files = Files::new(&directory.path().join("missing"));

    let (result, reasons) = reasons(files.save("report", "text")).await;

    result.unwrap_err();
    assert_eq!(reasons, [StopReason::Permanent]);
}

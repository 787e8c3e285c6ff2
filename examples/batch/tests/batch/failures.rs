//! Items that fail for good.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use batch::items;
use batch::journal::{Journal, JournalError};
use batch::run::{Batch, BatchError, OnFailure};
use batch::server::{Answer, Server};
use reattempt::{CancelHandle, Scope, StopReason};

use crate::support::{Files, MODES, batch, without_retries};

#[test]
fn with_collect_all_others_are_done_and_errors_are_counted() {
    for mode in MODES {
        let server = Server::start(50, |page, request| match (page % 10, request) {
            (1, _) => Answer::Status(404),
            (2, _) | (3, 1) => Answer::Status(503),
            _ => Answer::Page,
        });
        let (server, files) = (server.unwrap(), Files::new());

        let report = files.run(&batch(mode), &server.urls()).unwrap();

        assert_eq!(
            (report.done, files.pages().len(), files.dead().len()),
            (50, 40, 10)
        );
        let [missing, busy] = [
            "HTTP status 404 Not Found",
            "HTTP status 503 Service Unavailable",
        ];
        let [missing, busy] = [missing, busy].map(|error| report.counts.of(error));
        assert_eq!((missing.retried, missing.dead), (0, 5));
        assert_eq!((busy.retried, busy.dead), (5 * 5 + 5, 5));
        assert_eq!(server.total(), 35 + 5 + 5 * 6 + 5 * 2);
    }
}

#[test]
fn a_dead_letter_says_why_and_after_how_many_attempts() {
    for mode in MODES {
        let server = Server::start(2, |page, _| match page {
            0 => Answer::Status(404),
            _ => Answer::Status(503),
        });
        let (server, files) = (server.unwrap(), Files::new());

        files.run(&batch(mode), &server.urls()).unwrap();

        let mut dead = files.dead();
        dead.sort_by_key(|letter| letter.attempts);
        assert_eq!(
            [&dead[0].item, &dead[1].item],
            [&server.urls()[0], &server.urls()[1]]
        );
        assert_eq!([dead[0].attempts, dead[1].attempts], [1, 6]);
        assert_eq!(dead[0].error, "HTTP status 404 Not Found");
        assert_eq!(dead[1].error, "HTTP status 503 Service Unavailable");
        assert_eq!(
            [&*dead[0].reason, &*dead[1].reason],
            ["permanent", "attempts"]
        );
    }
}

#[test]
fn dead_letters_are_a_list_that_can_be_run_again() {
    for mode in MODES {
        let server = Server::start(30, |page, request| match (page % 10, request) {
            (7, 1) => Answer::Status(404),
            _ => Answer::Page,
        });
        let (server, files, again) = (server.unwrap(), Files::new(), Files::new());
        files.run(&batch(mode), &server.urls()).unwrap();

        let dead = items::read(&files.dead_path()).unwrap();
        let report = again.run(&batch(mode), &dead).unwrap();

        assert_eq!((dead.len(), report.done), (3, 3));
        assert_eq!(again.pages(), [7, 17, 27].into());
        assert!(again.dead().is_empty());
        assert_eq!(server.total(), 33);
    }
}

#[test]
fn with_fail_fast_the_first_failure_ends_it_with_its_cause_and_count() {
    for mode in MODES {
        let server = Server::start(500, |page, _| match page {
            5 => Answer::Status(503),
            _ => Answer::Page,
        });
        let (server, files) = (server.unwrap(), Files::new());
        let batch = Batch {
            on_failure: OnFailure::FailFast,
            ..batch(mode)
        };

        let error = files.run(&batch, &server.urls()).unwrap_err();

        let BatchError::Item { item, source } = &error else {
            panic!("{error}");
        };
        assert_eq!(*item, server.urls()[5]);
        assert_eq!(
            (source.attempts(), source.reason()),
            (6, StopReason::Attempts)
        );
        let cause = source.source().expect("the last error");
        assert_eq!(cause.to_string(), "HTTP status 503 Service Unavailable");
        assert_eq!(server.requests()[5], 6);
        assert!(server.total() < 500, "{}", server.total());
        // It is tried again by the next run.
        assert!(files.dead().is_empty());
        assert_eq!(files.done(&server.urls()), files.pages().len());
    }
}

#[test]
fn after_fail_fast_the_next_run_does_the_rest() {
    for mode in MODES {
        let server = Server::start(100, |page, request| match (page, request) {
            (50, 1) => Answer::Status(503),
            _ => Answer::Page,
        });
        let (server, files) = (server.unwrap(), Files::new());
        let policy = without_retries();
        let batch = Batch {
            policy,
            on_failure: OnFailure::FailFast,
            ..batch(mode)
        };
        files.run(&batch, &server.urls()).unwrap_err();

        let report = files.run(&batch, &server.urls()).unwrap();

        assert_eq!((report.done, files.pages().len()), (100, 100));
        assert_eq!(server.total(), 101, "{mode:?}");
    }
}

#[test]
fn a_panic_of_the_callback_goes_on_to_the_caller_and_what_was_done_is_kept() {
    for mode in MODES {
        let server = Server::start(1000, |page, request| match (page, request) {
            (60, 1) => Answer::Status(503),
            _ => Answer::Page,
        });
        let (server, files) = (server.unwrap(), Files::new());
        let urls = server.urls();

        // Not by `panic!`, whose backtrace takes its time before anything unwinds, and the other threads go on.
        let run = || {
            files.run_telling(&batch(mode), &urls, |_| {
                resume_unwind(Box::new("the callback's own"))
            })
        };
        let panic = catch_unwind(AssertUnwindSafe(run)).expect_err("a panic");

        assert_eq!(
            panic.downcast_ref(),
            Some(&"the callback's own"),
            "{mode:?}"
        );
        let done = files.done(&urls);
        assert!((30..500).contains(&done), "{done} {mode:?}");
        assert!(server.total() < 500, "{mode:?}");
        files.run(&batch(mode), &urls).unwrap();
        assert_eq!(files.pages().len(), 1000);
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_cannot_be_written_down_ends() {
    for mode in MODES {
        let server = Server::start(1000, |_, _| Answer::Page).unwrap();
        let files = Files::new();
        let mut journal = files.journal(&server.urls(), 10);
        std::fs::remove_dir_all(files.output().parent().unwrap()).unwrap();

        let stop = CancelHandle::new();
        let result = batch(mode).run(&server.urls(), &mut journal, &stop, &Scope::new(), |_| {});

        assert!(matches!(result, Err(BatchError::Write(_))), "{mode:?}");
        assert!(server.total() < 500, "{mode:?}");
    }
}

#[test]
fn files_of_another_list_or_another_run_are_not_touched() {
    let server = Server::start(3, |_, _| Answer::Page).unwrap();
    let (urls, files) = (server.urls(), Files::new());
    let open = |urls: &[String]| Journal::open(&files.output(), urls, 10);

    let journal = files.journal(&urls, 10);
    assert!(matches!(open(&urls), Err(JournalError::InUse { .. })));
    drop(journal);
    assert!(matches!(
        open(&urls[1..]),
        Err(JournalError::OtherList { .. })
    ));

    let foreign = Files::new();
    std::fs::write(foreign.output(), "mine\n").unwrap();
    let error = Journal::open(&foreign.output(), &urls, 10).err().unwrap();
    assert!(matches!(error, JournalError::NotOurs { .. }), "{error}");
    assert_eq!(std::fs::read(foreign.output()).unwrap(), b"mine\n");
}

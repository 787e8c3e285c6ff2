//! The retries of one item.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use batch::run::Batch;
use batch::server::{Answer, Server};
use reattempt::test_util::VirtualClock;
use reattempt::{CancelHandle, Scope};

use crate::support::{Files, MODES, batch, without_retries};

#[test]
fn the_delays_are_exact() {
    for mode in MODES {
        let server = Server::start(1, |_, _| Answer::Status(503)).unwrap();
        let (urls, files) = (server.urls(), Files::new());
        let clock = Arc::new(VirtualClock::new());
        let scope = Scope::new().clock(clock.clone());
        let mut journal = files.journal(&urls, 10);

        let batch = batch(mode);
        batch
            .run(&urls, &mut journal, &CancelHandle::new(), &scope, |_| {})
            .unwrap();

        let waits = [100, 200, 400, 800, 1600].map(Duration::from_millis);
        assert_eq!(clock.waits(), waits, "{mode:?}");
        assert_eq!(server.total(), 6, "{mode:?}");
    }
}

#[test]
fn without_retries_each_item_is_asked_for_once() {
    for mode in MODES {
        let server = Server::start(20, |_, _| Answer::Status(503)).unwrap();
        let files = Files::new();
        let batch = Batch {
            policy: without_retries(),
            ..batch(mode)
        };

        let report = files.run(&batch, &server.urls()).unwrap();

        assert_eq!(server.requests(), [1; 20], "{mode:?}");
        assert_eq!((report.counts.retried(), report.counts.dead()), (0, 20));
    }
}

#[test]
fn what_may_pass_is_retried_and_what_does_not_is_not() {
    for (answer, requests) in [
        (Answer::Status(429), 2),
        (Answer::Status(500), 2),
        (Answer::Status(503), 2),
        (Answer::Break, 2),
        (Answer::Status(400), 1),
        (Answer::Status(404), 1),
        (Answer::Text, 1),
    ] {
        for mode in MODES {
            let first = move |_, request| if request == 1 { answer } else { Answer::Page };
            let server = Server::start(1, first).unwrap();
            let files = Files::new();

            let report = files.run(&batch(mode), &server.urls()).unwrap();

            assert_eq!(server.total(), requests, "{answer:?} {mode:?}");
            assert_eq!(files.pages().len(), requests - 1, "{answer:?} {mode:?}");
            assert_eq!(report.counts.dead(), 2 - requests, "{answer:?} {mode:?}");
        }
    }
}

#[test]
fn an_attempt_that_takes_too_long_is_ended_and_made_again() {
    for mode in MODES {
        let server = Server::start(1, |_, request| match request {
            1 => Answer::Slow(Duration::from_hours(1)),
            _ => Answer::Page,
        });
        let (server, files) = (server.unwrap(), Files::new());
        let batch = Batch {
            timeout: Duration::from_secs(1),
            ..batch(mode)
        };

        let report = files.run(&batch, &server.urls()).unwrap();

        assert_eq!(report.counts.of("timeout").retried, 1, "{mode:?}: {report}");
        assert_eq!(server.total(), 2);
    }
}

#[test]
fn a_server_that_is_gone_is_tried_six_times_for_each_item() {
    for mode in MODES {
        let urls = Server::start(2, |_, _| Answer::Page).unwrap().urls();
        let files = Files::new();

        let report = files.run(&batch(mode), &urls).unwrap();

        let count = report.counts.of("no connection");
        assert_eq!((count.retried, count.dead), (10, 2), "{mode:?}: {report}");
    }
}

#[test]
fn the_callback_is_told_of_each_retry() {
    for mode in MODES {
        let server = Server::start(1, |_, request| match request {
            1 => Answer::Status(503),
            2 => Answer::Status(500),
            _ => Answer::Page,
        });
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);

        Files::new()
            .run_telling(&batch(mode), &server.unwrap().urls(), move |retry| {
                let error = retry.error.map(ToString::to_string);
                tell.lock()
                    .unwrap()
                    .push((retry.attempt, retry.delay.as_millis(), error));
            })
            .unwrap();

        let error = |status: &str| Some(format!("HTTP status {status}"));
        let expected = [
            (1, 100, error("503 Service Unavailable")),
            (2, 200, error("500 Internal Server Error")),
        ];
        assert_eq!(*told.lock().unwrap(), expected, "{mode:?}");
    }
}

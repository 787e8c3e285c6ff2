//! Which errors are retried.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::http::StatusCode;
use group_sync::api::Api;
use group_sync::server::faults::{Fault, Faults};
use group_sync::server::seen::Seen;
use group_sync::users::{self, Users};
use reattempt::observer::{Next, Observation, Observer};
use reattempt::test_util::{Recorder, VirtualClock};
use reattempt::{Class, Scope, StopReason};
use tokio::net::TcpSocket;

use crate::support::{CREATE_USER, on_virtual_time, service, start};

fn creates(seen: &Seen) -> usize {
    seen.count(CREATE_USER)
}

#[tokio::test]
async fn these_statuses_end_a_create_at_once() {
    for status in [400, 401, 403, 404, 422] {
        let server = start(Faults::script(CREATE_USER, [Fault::Status(status)])).await;

        let error = on_virtual_time(service(&server).create("ada"))
            .await
            .unwrap_err();

        assert_eq!(error.reason(), StopReason::Permanent, "{status}");
        assert_eq!(error.error().unwrap().status().unwrap().as_u16(), status);
        assert_eq!(creates(server.seen()), 1, "{status}");
        assert!(server.store().users().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn these_faults_are_retried_until_the_user_is_created() {
    for fault in [
        Fault::Throttle(1),
        Fault::Status(500),
        Fault::Status(502),
        Fault::Status(503),
        Fault::Status(504),
        Fault::Break,
    ] {
        let server = start(Faults::script(CREATE_USER, [fault; 2])).await;

        on_virtual_time(service(&server).create("ada"))
            .await
            .unwrap();

        assert_eq!(creates(server.seen()), 3, "{fault:?}");
        assert_eq!(server.store().users().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_fault_that_stays_is_met_three_times() {
    let server = start(Faults::script(CREATE_USER, [Fault::Status(503); 9])).await;

    let error = on_virtual_time(service(&server).create("ada"))
        .await
        .unwrap_err();

    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::Attempts)
    );
    assert_eq!(creates(server.seen()), 3);
}

#[tokio::test]
async fn a_request_that_hangs_is_sent_again() {
    let server = start(Faults::script(CREATE_USER, [Fault::Hang])).await;
    let api = server.api("admin", Duration::from_secs(2)).unwrap();
    let users = Users::new(api, users::DEFAULT);

    on_virtual_time(users.create("ada")).await.unwrap();

    assert_eq!(creates(server.seen()), 2);
}

/// Refused until the first wait.
#[tokio::test]
async fn a_server_that_does_not_listen_yet_is_tried_again() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let url = format!("http://{}/", socket.local_addr().unwrap());
    let api = Api::new(
        url.parse().unwrap(),
        "admin".to_owned(),
        Duration::from_secs(20),
    )
    .unwrap();
    let users = Users::new(api, users::DEFAULT);
    let classes = Arc::new(Mutex::new(Vec::new()));
    let opening = Opening {
        socket: Mutex::new(Some(socket)),
        classes: Arc::clone(&classes),
    };

    let scope = Scope::new()
        .clock(Arc::new(VirtualClock::new()))
        .observer(Arc::new(opening));
    scope.wrap(users.create("ada")).await.unwrap();

    assert_eq!(*classes.lock().unwrap(), [Class::Unsent]);
}

/// Begins to listen when a retry is announced.
#[derive(Debug)]
struct Opening {
    socket: Mutex<Option<TcpSocket>>,
    classes: Arc<Mutex<Vec<Class>>>,
}

impl Observer for Opening {
    fn observe(&self, observation: &Observation<'_>) {
        let Next::Retry { class, .. } = observation.next else {
            return;
        };
        self.classes.lock().unwrap().push(class);
        if let Some(socket) = self.socket.lock().unwrap().take() {
            let app = axum::Router::new().fallback(async || StatusCode::CREATED);
            let listener = socket.listen(16).unwrap();
            tokio::spawn(async { axum::serve(listener, app).await });
        }
    }
}

#[tokio::test]
async fn the_delays_are_one_and_two_seconds() {
    for fault in [Fault::Status(503), Fault::Status(429), Fault::Break] {
        let server = start(Faults::script(CREATE_USER, [fault; 2])).await;
        let recorder = Recorder::new();
        let scope = recorder.scope().clock(Arc::new(VirtualClock::new()));

        scope.wrap(service(&server).create("ada")).await.unwrap();

        assert_eq!(
            recorder.delays(),
            [1, 2].map(Duration::from_secs),
            "{recorder}"
        );
    }
}

#[tokio::test]
async fn what_retry_after_says_is_waited_for_up_to_the_longest_delay() {
    for (asked, waited, requests) in [(3, vec![3], 2), (5, vec![], 1)] {
        let server = start(Faults::script(CREATE_USER, [Fault::Throttle(asked)])).await;
        let recorder = Recorder::new();
        let scope = recorder.scope().clock(Arc::new(VirtualClock::new()));

        let result = scope.wrap(service(&server).create("ada")).await;

        let waited: Vec<_> = waited.into_iter().map(Duration::from_secs).collect();
        assert_eq!(recorder.delays(), waited, "{recorder}");
        assert_eq!(result.is_ok(), requests == 2);
        assert_eq!(creates(server.seen()), requests);
    }
}

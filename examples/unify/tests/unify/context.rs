//! What stays the same in all attempts for a request, and who is told of them.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tracing::instrument::WithSubscriber;
use unify::calls::Retries;
use unify::clients::api::Api;
use unify::clients::socket::Socket;
use unify::far::socket::SocketServer;
use unify::far::{Fault, Faults};
use unify::guards::Guards;
use unify::notices::Notices;

use crate::support::{UNAVAILABLE, at_once, context, endpoint, http};

/// What the log has.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn each_retry_is_told_and_logged_with_the_request_it_is_for() {
    let server = http().await;
    let faults = Faults::first([UNAVAILABLE, Fault::Break]);
    let api = Api::new(endpoint(&server, faults), Guards::new("told"));
    // The socket fails as well, and nobody is told of that.
    let listener = SocketServer::start(Faults::first([UNAVAILABLE]))
        .await
        .unwrap();
    let socket = Socket::new(listener.url(), Guards::new("teller"));
    let mut notices = Notices::start(socket);
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone());

    let context = context();
    let call = context.run(&notices, api.weather(&context, "berlin"));
    at_once(call).with_subscriber(log.finish()).await.unwrap();

    assert_eq!(notices.end().await, 0);
    let messages = listener.messages();
    let messages: Vec<Value> = messages.iter().map(|text| text.parse().unwrap()).collect();
    let told = |name: &str| {
        messages
            .iter()
            .map(|it| it[name].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("request"), ["request-1"; 2]);
    assert_eq!(told("name"), ["api"; 2]);
    assert_eq!(told("attempt"), [1, 2]);
    assert_eq!(told("error")[0], "HTTP status 503 Service Unavailable");
    assert_eq!(listener.handshakes(), 2);

    let lines = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let retries = lines.lines().filter(|line| line.contains("retrying"));
    assert!(
        retries
            .clone()
            .all(|line| line.contains(r#"request{id="request-1"}"#)),
        "{lines}"
    );
    assert_eq!(retries.count(), 2, "{lines}");
}

/// The demonstration's request, with every dependency at fault.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_request_is_answered_although_each_of_its_calls_fails_at_first() {
    let Some(mut stage) = unify::stage::Stage::start(Retries::New).await.unwrap() else {
        return;
    };

    let request = Box::pin(stage.request("request-1"));
    let answer = servers::in_time(request).await.unwrap();

    assert_eq!(answer.model, "large");
    assert_eq!(stage.saved("request-1").unwrap(), answer.text);
    assert_eq!(stage.database.transfers().await.unwrap(), 1);
    assert_eq!(stage.end_notices().await.unwrap().len(), 7);
    assert_eq!(stage.ids().len(), 1);
}

#[test]
fn the_switch_knows_three_words() {
    assert!(matches!("new".parse(), Ok(Retries::New)));
    assert!(matches!("old".parse(), Ok(Retries::Old)));
    assert!(matches!("shadow".parse(), Ok(Retries::Shadow(_))));
    assert_eq!(
        "newer".parse::<Retries>().unwrap_err(),
        "`newer` is none of new, old, shadow"
    );
}

//! Connections to a real HTTP server that are refused, break off or stall.

use std::cell::Cell;
use std::error::Error;
use std::io;
use std::iter::successors;

use crate::{Fault, FetchError, Server, Starting, client, fetch, fetch_once, secs, timed};
use reattempt::{Class, Classify, Event, StopReason, retry};
use reqwest::Client;

#[retry(jitter = "none", on_event = |event| hook(event))]
async fn fetch_watched(
    client: &Client,
    url: &str,
    hook: impl Fn(&Event<'_, FetchError>),
) -> Result<String, FetchError> {
    fetch_once(client, url).await
}

#[tokio::test]
async fn a_connection_that_is_refused_until_the_server_is_up_recovers() {
    let starting = Starting::new();
    let url = starting.url();
    let (starting, server) = (Cell::new(Some(starting)), Cell::new(None));
    let comes_up = |event: &Event<'_, FetchError>| match event {
        Event::Retrying(retrying) => {
            assert_eq!(retrying.class, Class::Unsent);
            if retrying.attempt == 2 {
                let starting = starting.take().expect("there is one second attempt");
                server.set(Some(starting.listen(|_, _| (200, &[]))));
            }
        }
        Event::Recovered(recovered) => assert_eq!(recovered.attempts, 3),
        _ => panic!("it recovers"),
    };

    let (page, waits) = timed(fetch_watched(&client(), &url, comes_up)).await;

    assert_eq!(page.expect("it is up"), "hello");
    assert_eq!(waits, [1, 2].map(secs));
    assert_eq!(server.take().expect("it is up").requests(), 1);
}

#[tokio::test]
async fn a_connection_that_is_refused_each_time_is_unsent() {
    let starting = Starting::new();
    let (page, waits) = timed(fetch(&client(), &starting.url())).await;

    let error = page.expect_err("it never listens");
    assert_eq!(error.classify(), Class::Unsent);
    assert_eq!(
        (error.attempts(), error.reason()),
        (4, StopReason::Attempts)
    );
    assert_eq!(waits, [1, 2, 4].map(secs));
}

#[tokio::test]
async fn a_page_is_fetched_after_resets_cuts_and_stalls() {
    let cases: [&[Fault]; 4] = [
        &[Fault::Reset, Fault::Reset, Fault::Reset],
        &[Fault::Cut, Fault::Cut, Fault::Cut],
        &[Fault::Stall],
        &[Fault::Cut, Fault::Stall, Fault::Reset],
    ];
    for faults in cases {
        let server = Server::broken(faults).await;
        let (page, waits) = timed(fetch(&client(), &server.url())).await;

        assert_eq!(page.expect("it works in the end"), "hello", "{faults:?}");
        assert_eq!(server.requests(), faults.len() + 1, "{faults:?}");
        assert_eq!(waits, [1, 2, 4].map(secs)[..faults.len()], "{faults:?}");
    }
}

/// The last error of a call all of whose attempts meet `fault`.
async fn defeated_by(fault: Fault) -> FetchError {
    let server = Server::broken(&[fault; 4]).await;
    let (page, _) = timed(fetch(&client(), &server.url())).await;

    let error = page.expect_err("there are as many faults as attempts");
    assert_eq!(error.classify(), Class::Transient);
    assert_eq!(
        (error.attempts(), error.reason()),
        (4, StopReason::Attempts)
    );
    assert_eq!(server.requests(), 4);
    error.into_error().expect("it is no interruption")
}

/// The kind of what the operating system said, if it said something.
fn io_kind(error: &FetchError) -> Option<io::ErrorKind> {
    successors(Some(error as &dyn Error), |&error| error.source())
        .find_map(|error| error.downcast_ref::<io::Error>())
        .map(io::Error::kind)
}

#[tokio::test]
async fn a_body_that_is_reset_is_transient_and_a_connection_reset() {
    let error = defeated_by(Fault::Reset).await;

    assert!(matches!(&error, FetchError::Http(error) if error.is_body() || error.is_decode()));
    assert_eq!(io_kind(&error), Some(io::ErrorKind::ConnectionReset));
}

#[tokio::test]
async fn a_body_that_is_cut_short_is_transient_and_an_unexpected_end() {
    let error = defeated_by(Fault::Cut).await;

    assert!(matches!(&error, FetchError::Http(error) if error.is_body() || error.is_decode()));
    assert_eq!(io_kind(&error), Some(io::ErrorKind::UnexpectedEof));
}

#[retry(max_attempts = 2)]
async fn fetch_twice(client: &Client, url: &str) -> Result<String, FetchError> {
    fetch_once(client, url).await
}

#[tokio::test]
async fn a_server_that_stalls_is_a_transient_timeout() {
    let server = Server::broken(&[Fault::Stall; 2]).await;
    let (page, _) = timed(fetch_twice(&client(), &server.url())).await;

    let error = page.expect_err("it never answers");
    assert!(matches!(&error, FetchError::Http(error) if error.is_timeout()));
    assert_eq!(error.classify(), Class::Transient);
    assert_eq!(server.requests(), 2);
}

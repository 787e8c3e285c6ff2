//! What a real HTTP server answers, and how often it is asked.

use crate::{Reply, Server, client, fetch, secs, timed};
use reattempt::classify::http_1::CheckStatus;
use reattempt::{Class, Classify, StopReason, retry};
use reqwest::Client;

#[tokio::test]
async fn a_page_with_a_permanent_status_is_asked_for_once() {
    for status in [400, 401, 403, 404, 501, 505] {
        let server = Server::start(move |_, _| (status, &[]));
        let (page, waits) = timed(fetch(&client(), &server.url())).await;

        let error = page.expect_err("an error status");
        assert_eq!(error.classify(), Class::Permanent, "{status}");
        assert_eq!(error.reason(), StopReason::Permanent, "{status}");
        assert_eq!(server.requests(), 1, "{status}");
        assert!(waits.is_empty(), "{status}: {waits:?}");
    }
}

#[tokio::test]
async fn a_page_with_a_transient_status_is_asked_for_again() {
    for status in [408, 425, 500, 502, 503, 504] {
        let server = Server::start(move |_, _| (status, &[]));
        let (page, waits) = timed(fetch(&client(), &server.url())).await;

        let error = page.expect_err("an error status");
        assert_eq!(error.classify(), Class::Transient, "{status}");
        assert_eq!(error.reason(), StopReason::Attempts, "{status}");
        assert_eq!(server.requests(), 4, "{status}");
        assert_eq!(waits, [1, 2, 4].map(secs), "{status}");
    }
}

#[tokio::test]
async fn a_retry_after_in_seconds_or_as_a_date_is_waited_for() {
    const DAY: (&str, &str) = ("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    const LATER: (&str, &str) = ("retry-after", "Wed, 21 Oct 2015 07:28:05 GMT");
    struct Case {
        reply: Reply,
        waits: [u64; 2],
    }

    for Case {
        reply,
        waits: expected,
    } in [
        Case {
            reply: (503, &[("retry-after", "1")]),
            // The second delay of its own is longer.
            waits: [1, 2],
        },
        Case {
            reply: (429, &[("retry-after", "5")]),
            waits: [5, 5],
        },
        Case {
            reply: (429, &[DAY, LATER]),
            waits: [5, 5],
        },
        Case {
            reply: (503, &[DAY, LATER]),
            waits: [5, 5],
        },
    ] {
        let server = Server::start(move |number, _| match number {
            1 | 2 => reply,
            _ => (200, &[]),
        });
        let (page, waits) = timed(fetch(&client(), &server.url())).await;

        assert_eq!(page.expect("the third one works"), "hello");
        assert_eq!(server.requests(), 3, "{reply:?}");
        assert_eq!(waits, expected.map(secs), "{reply:?}");
    }
}

#[tokio::test]
async fn a_server_that_throttles_without_a_hint_is_left_alone_for_longer() {
    let server = Server::in_turn(&[(429, &[]), (200, &[])]);
    let (page, waits) = timed(fetch(&client(), &server.url())).await;

    assert_eq!(page.expect("the second one works"), "hello");
    assert_eq!(server.requests(), 2);
    assert_eq!(waits, [secs(4)], "four times the initial delay");
}

#[tokio::test]
async fn a_retry_after_that_cannot_be_read_is_ignored() {
    let server = Server::in_turn(&[(503, &[("retry-after", "soon")]), (200, &[])]);
    let (page, waits) = timed(fetch(&client(), &server.url())).await;

    assert_eq!(page.expect("the second one works"), "hello");
    assert_eq!(waits, [secs(1)]);
}

#[tokio::test]
async fn a_retry_after_longer_than_max_delay_ends_the_call() {
    let server = Server::in_turn(&[(503, &[("retry-after", "3600")])]);
    let (page, waits) = timed(fetch(&client(), &server.url())).await;

    let error = page.expect_err("it is down for an hour");
    assert_eq!(error.reason(), StopReason::Hint);
    assert_eq!(error.retry_after(), Some(secs(3600)));
    assert_eq!(server.requests(), 1);
    assert!(waits.is_empty(), "{waits:?}");
}

#[tokio::test]
async fn each_answer_counts_by_its_own_class_and_hint() {
    let server = Server::in_turn(&[
        (502, &[]),
        (503, &[("retry-after", "7")]),
        (404, &[]),
        (200, &[]),
    ]);
    let (page, waits) = timed(fetch(&client(), &server.url())).await;

    let error = page.expect_err("the third answer stays");
    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::Permanent)
    );
    assert_eq!(server.requests(), 3);
    assert_eq!(waits, [1, 7].map(secs));
}

#[retry(jitter = "none")]
async fn fetch_opaque(client: &Client, url: &str) -> anyhow::Result<String> {
    let response = client.get(url).send().await?.check_status()?;
    Ok(response.text().await?)
}

#[tokio::test]
async fn an_anyhow_error_keeps_class_and_hint_of_the_status() {
    let server = Server::in_turn(&[(503, &[("retry-after", "7")]), (404, &[])]);
    let (page, waits) = timed(fetch_opaque(&client(), &server.url())).await;

    assert_eq!(page.expect_err("not found").classify(), Class::Permanent);
    assert_eq!(server.requests(), 2);
    assert_eq!(waits, [secs(7)]);
}

#[retry(jitter = "none")]
async fn fetch_without_hint(client: &Client, url: &str) -> reqwest::Result<String> {
    let response = client.get(url).send().await?.error_for_status()?;
    response.text().await
}

/// Why there is `check_status`.
#[tokio::test]
async fn error_for_status_loses_the_retry_after() {
    let server = Server::in_turn(&[(503, &[("retry-after", "7")]), (200, &[])]);
    let (page, waits) = timed(fetch_without_hint(&client(), &server.url())).await;

    assert_eq!(page.expect("the second one works"), "hello");
    assert_eq!(server.requests(), 2);
    assert_eq!(waits, [secs(1)]);
}

mod after;
mod after_reqwest;
mod before;
mod before_reqwest;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::page;
use crate::server::{ApiError, Server, busy};

#[tokio::test(start_paused = true)]
async fn same_calls_and_delays() {
    let cases = [
        (busy(0, Ok("page")), vec![0]),
        (busy(2, Ok("page")), vec![0, 100, 300]),
        (busy(1, Err(ApiError::NotFound)), vec![0, 100]),
        (busy(9, Ok("page")), vec![0, 100, 300, 700, 1200]),
    ];
    for (script, calls) in cases {
        let (old, new) = (Server::new(&script), Server::new(&script));
        assert_eq!(before::load(&old).await, after::load(&new).await);
        assert_eq!(old.calls(), calls, "{script:?}");
        assert_eq!(new.calls(), calls, "{script:?}");
    }
}

/// Answers 502 a number of times, then 200. The address, and the requests so far.
async fn http(failures: usize) -> io::Result<(String, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    let requests = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let status = match seen.fetch_add(1, Relaxed) {
                number if number < failures => "502 Bad Gateway",
                _ => "200 OK",
            };
            let answer =
                format!("HTTP/1.1 {status}\r\ncontent-length: 4\r\nconnection: close\r\n\r\npage");
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    Ok((url, requests))
}

#[tokio::test]
async fn same_requests_as_reqwest() {
    for (failures, requests) in [(0, 1), (2, 3), (9, 3)] {
        let (old_url, old_requests) = http(failures).await.unwrap();
        let (new_url, new_requests) = http(failures).await.unwrap();
        let old = before_reqwest::load(&old_url).await;
        let new = after_reqwest::load(&new_url).await;
        assert_eq!(old.ok(), new.ok());
        assert_eq!(old_requests.load(Relaxed), requests);
        assert_eq!(new_requests.load(Relaxed), requests);
    }
}

#[test]
fn the_page_shows_these_programs() {
    page::shows(
        "from-tower-and-reqwest.md",
        &[
            include_str!("before.rs"),
            include_str!("after.rs"),
            include_str!("before_reqwest.rs"),
            include_str!("after_reqwest.rs"),
        ],
    );
}

//! `attempt_timeout` holds whatever the body does, as long as it awaits.

use std::io;
use std::time::Duration;

use reattempt::{Interrupted, retry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use crate::support::ms;

const LIMIT: Duration = ms(300);

/// What ends a test whose call does not end by itself.
const TOO_LONG: Duration = Duration::from_secs(10);

#[tokio::test]
async fn an_attempt_that_always_finds_something_to_read_is_ended() {
    #[retry(max_attempts = 1, attempt_timeout = LIMIT)]
    async fn read(socket: &mut TcpStream) -> io::Result<()> {
        let mut buffer = [0; 64];
        loop {
            socket.read_exact(&mut buffer).await?;
        }
    }

    let server = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(server.local_addr().unwrap())
        .await
        .unwrap();
    let (mut peer, _) = server.accept().await.unwrap();
    let data = vec![0; 1 << 16];
    tokio::spawn(async move { while peer.write_all(&data).await.is_ok() {} });

    let call = tokio::time::timeout(TOO_LONG, read(&mut client));
    let error = call.await.expect("the attempt ends").unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
}

#[tokio::test]
async fn an_attempt_whose_channel_is_never_empty_is_ended() {
    #[retry(max_attempts = 1, attempt_timeout = LIMIT)]
    async fn drain(
        sender: &mpsc::UnboundedSender<()>,
        messages: &mut mpsc::UnboundedReceiver<()>,
    ) -> io::Result<()> {
        loop {
            sender.send(()).map_err(io::Error::other)?;
            messages.recv().await.ok_or(io::ErrorKind::BrokenPipe)?;
        }
    }

    let (sender, mut messages) = mpsc::unbounded_channel();
    let call = tokio::time::timeout(TOO_LONG, drain(&sender, &mut messages));
    let error = call.await.expect("the attempt ends").unwrap_err();
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    assert!(matches!(inner, Some(Interrupted::AttemptTimeout { .. })));
}

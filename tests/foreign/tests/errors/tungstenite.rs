//! Messages over WebSocket, blocking and of `tokio-tungstenite`.

use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use foreign::{hangs_up_after, nobody};
use reattempt::test_util::VirtualClock;
use reattempt::{Class, Classify, Scope, retry};
use tokio_tungstenite::connect_async;
use tungstenite::error::{CapacityError, ProtocolError};
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Error, Message, WebSocket, connect};

type Client = WebSocket<MaybeTlsStream<TcpStream>>;

fn url(address: impl std::fmt::Display) -> String {
    format!("ws://{address}/")
}

/// A client of a server that does this with its only connection, and then drops it.
fn client_of(server: impl FnOnce(&mut WebSocket<TcpStream>) + Send + 'static) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a client");
        server(&mut tungstenite::accept(stream).expect("a handshake"));
    });
    connect(url(address)).expect("a connection").0
}

/// What both clients make of a server, which has to be there for each.
async fn both(mut address: impl FnMut() -> SocketAddr) -> [Error; 2] {
    let blocking = connect(url(address())).expect_err("no connection");
    let asynchronous = connect_async(url(address()))
        .await
        .expect_err("no connection");
    [blocking, asynchronous]
}

#[tokio::test]
async fn a_refused_connection_of_tungstenite_is_unsent() {
    for error in both(nobody).await {
        assert_eq!(error.classify(), Class::Unsent, "{error:?}");
        assert!(error.is_unprocessed());
    }
}

#[tokio::test]
async fn a_name_that_tungstenite_does_not_find_is_unsent() {
    let url = "ws://reattempt.invalid:80/";
    for error in [
        connect(url).expect_err("no such name"),
        connect_async(url).await.expect_err("no such name"),
    ] {
        assert_eq!(error.classify(), Class::Unsent, "{error:?}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_in_the_handshake_is_transient() {
    for reply in ["", "H"] {
        for error in both(|| hangs_up_after("", reply)).await {
            assert_eq!(error.classify(), Class::Transient, "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_speak_websocket_is_permanent() {
    for reply in [
        "220 ready\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
    ] {
        for error in both(|| hangs_up_after("", reply)).await {
            assert_eq!(error.classify(), Class::Permanent, "{error:?}");
        }
    }
}

#[test]
fn a_url_that_is_none_of_websocket_is_permanent() {
    for url in ["http://127.0.0.1/", "wss://127.0.0.1/", "nothing"] {
        let error = connect(url).expect_err("it cannot be used");
        assert_eq!(error.classify(), Class::Permanent, "{error:?}");
    }
}

#[tokio::test]
async fn a_refused_handshake_has_the_class_of_its_status() {
    for (reply, class, wait, is_unprocessed) in [
        ("401 Unauthorized", Class::Permanent, None, false),
        ("403 Forbidden", Class::Permanent, None, false),
        ("404 Not Found", Class::Permanent, None, false),
        ("429 Too Many Requests", Class::Throttled, None, true),
        (
            "429 Too Many Requests\r\nretry-after: 3",
            Class::Throttled,
            Some(3),
            true,
        ),
        ("503 Service Unavailable", Class::Transient, None, false),
        (
            "503 Service Unavailable\r\nretry-after: 7",
            Class::Throttled,
            Some(7),
            false,
        ),
    ] {
        let reply = &*format!("HTTP/1.1 {reply}\r\ncontent-length: 0\r\n\r\n").leak();
        for error in both(|| hangs_up_after("", reply)).await {
            assert_eq!(error.classify(), class, "{reply}");
            assert_eq!(Classify::retry_after(&error), wait.map(Duration::from_secs));
            assert_eq!(error.is_unprocessed(), is_unprocessed, "{reply}");
        }
    }
}

/// Refuses as many handshakes as there are replies, then accepts.
fn refuses(replies: &'static [&'static str]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        for reply in replies {
            let (mut stream, _) = listener.accept().expect("a client");
            let mut head = [0; 4096];
            let _read = std::io::Read::read(&mut stream, &mut head).expect("a request");
            stream.write_all(reply.as_bytes()).expect("it reads");
        }
        let (stream, _) = listener.accept().expect("a client");
        tungstenite::accept(stream).expect("a handshake");
    });
    address
}

#[test]
fn a_server_that_asks_to_wait_is_asked_again_then() {
    #[retry(initial_delay = "1s", max_delay = "60s")]
    fn dial(address: SocketAddr) -> Result<Client, Error> {
        Ok(connect(url(address))?.0)
    }
    let address = refuses(&[
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n",
    ]);

    let clock = Arc::new(VirtualClock::new());
    let dialled = Scope::new().clock(clock.clone()).run(|| dial(address));

    dialled.expect("the second time");
    let second = Duration::from_secs(1);
    let waits = clock.waits();
    assert!(
        matches!(waits[..], [wait] if wait >= 7 * second && wait <= 8 * second),
        "{waits:?}"
    );
}

#[test]
fn a_connection_that_is_cut_within_a_message_is_transient_and_stays_lost() {
    let mut client = client_of(|server| {
        // The head of a text of ten bytes, and three of them.
        let start = [0x81, 10, b'a', b'b', b'c'];
        server.get_mut().write_all(&start).expect("it reads");
    });

    let error = client.read().expect_err("it is cut");
    assert!(
        matches!(
            error,
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake)
        ),
        "{error:?}"
    );
    assert_eq!(error.classify(), Class::Transient);
    assert!(!error.is_unprocessed());

    let error = client.send("more".into()).expect_err("it is lost");
    assert!(matches!(error, Error::AlreadyClosed), "{error:?}");
    assert_eq!(error.classify(), Class::Transient);
}

#[test]
fn a_message_after_the_server_has_closed_is_transient() {
    let mut client = client_of(|server| server.close(None).expect("it is open"));
    let closed = client.read().expect("a close frame");
    assert!(matches!(closed, Message::Close(None)), "{closed:?}");

    let error = client.send("late".into()).expect_err("it is closed");
    assert!(
        matches!(error, Error::Protocol(ProtocolError::SendAfterClosing)),
        "{error:?}"
    );
    assert_eq!(error.classify(), Class::Transient);

    let error = client.read().expect_err("it is closed");
    assert!(matches!(error, Error::ConnectionClosed), "{error:?}");
    assert_eq!(error.classify(), Class::Transient);
}

#[test]
fn a_message_that_is_too_long_is_permanent() {
    let mut client = client_of(|server| {
        server.send("more than a few".into()).expect("it reads");
        let _gone = server.read();
    });
    client.set_config(|config| config.max_message_size = Some(3));

    let error = client.read().expect_err("it is too long");
    assert!(
        matches!(error, Error::Capacity(CapacityError::MessageTooLong { .. })),
        "{error:?}"
    );
    assert_eq!(error.classify(), Class::Permanent);
}

#[test]
fn a_message_that_does_not_fit_into_the_buffer_is_unsent() {
    let mut client = client_of(|server| {
        let _gone = server.read();
    });
    client.set_config(|config| {
        *config = WebSocketConfig::default()
            .write_buffer_size(0)
            .max_write_buffer_size(16);
    });

    let error = client
        .write(vec![0; 64].into())
        .expect_err("it does not fit");
    assert!(matches!(error, Error::WriteBufferFull(_)), "{error:?}");
    assert_eq!(error.classify(), Class::Unsent);
}

/// What a program makes of a close frame, which `tungstenite` hands out as a message.
#[derive(Debug, Classify)]
enum Closed {
    #[classify(forward)]
    ByServer(CloseFrame),
    #[classify(forward)]
    Failed(Error),
}

fn receive(client: &mut Client) -> Result<Message, Closed> {
    match client.read().map_err(Closed::Failed)? {
        Message::Close(Some(frame)) => Err(Closed::ByServer(frame)),
        message => Ok(message),
    }
}

#[test]
fn a_close_frame_has_the_class_of_its_code() {
    for (code, class) in [
        (CloseCode::Normal, Class::Permanent),
        (CloseCode::Away, Class::Transient),
        (CloseCode::Policy, Class::Permanent),
        (CloseCode::Error, Class::Transient),
        (CloseCode::Restart, Class::Transient),
        (CloseCode::Again, Class::Throttled),
        (CloseCode::Library(4001), Class::Permanent),
    ] {
        let mut client = client_of(move |server| {
            let reason = "because".into();
            let frame = CloseFrame { code, reason };
            server.close(Some(frame)).expect("it is open");
            let _acknowledged = server.read();
        });

        let error = receive(&mut client).expect_err("it is closed");
        assert!(
            matches!(&error, Closed::ByServer(frame) if frame.code == code),
            "{error:?}"
        );
        assert_eq!(error.classify(), class, "{code}");
        assert!(!error.is_unprocessed());
    }
}

#[tokio::test]
async fn an_error_of_tungstenite_is_found_in_an_opaque_one() {
    let reply = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n";
    let [blocking, asynchronous] = both(|| hangs_up_after("", reply)).await;
    let boxed: Box<dyn std::error::Error> = blocking.into();
    let by_anyhow = anyhow::Error::from(asynchronous).context("connecting");

    assert_eq!(boxed.classify(), Class::Throttled);
    assert_eq!(by_anyhow.classify(), Class::Throttled);
    assert_eq!(by_anyhow.retry_after(), Some(Duration::from_secs(3)));
    assert_eq!(Classify::kind(&boxed), "tungstenite::Error");
}

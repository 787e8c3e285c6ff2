//! The websocket: opened again when it broke, and nothing lost on the way.

use unify::clients::socket::Socket;
use unify::far::socket::SocketServer;
use unify::far::{Fault, Faults};
use unify::guards::Guards;

use crate::support::{UNAVAILABLE, at_once};

async fn start(faults: Faults) -> (SocketServer, Socket) {
    let server = SocketServer::start(faults).await.unwrap();
    let socket = Socket::new(server.url(), Guards::new("socket of a test"));
    (server, socket)
}

#[tokio::test]
async fn all_messages_go_over_one_connection_as_long_as_it_holds() {
    let (server, mut socket) = start(Faults::first([])).await;

    for message in ["one", "two", "three"] {
        at_once(socket.send(message)).await.unwrap();
    }

    assert_eq!(server.messages(), ["one", "two", "three"]);
    assert_eq!(server.handshakes(), 1);
}

#[tokio::test]
async fn a_handshake_that_is_refused_for_now_is_made_again() {
    let (server, mut socket) = start(Faults::first([UNAVAILABLE; 2])).await;

    at_once(socket.send("one")).await.unwrap();

    assert_eq!(server.messages(), ["one"]);
    assert_eq!(server.handshakes(), 3);
}

#[tokio::test]
async fn a_message_without_an_answer_is_sent_again() {
    for fault in [Fault::Break, Fault::Hang] {
        let (server, mut socket) = start(Faults::first([fault])).await;

        at_once(socket.send("one")).await.unwrap();
        at_once(socket.send("two")).await.unwrap();

        assert_eq!(server.messages(), ["one", "one", "two"], "{fault:?}");
        assert_eq!(server.handshakes(), 2, "{fault:?}");
    }
}

#[tokio::test]
async fn an_address_that_is_wrong_is_tried_once() {
    let (server, mut socket) = start(Faults::always(Fault::Status(404))).await;

    at_once(socket.send("one")).await.unwrap_err();

    assert_eq!(server.handshakes(), 1);
}

//! Sessions of SSH.

use std::net::SocketAddr;
use std::sync::Arc;

use foreign::{hangs_up_after, nobody};
use reattempt::{Class, Classify};
use russh::Error;
use russh::client::{Config, Handler, connect};

struct Client;

impl Handler for Client {
    type Error = Error;
}

async fn session(address: SocketAddr) -> Error {
    match connect(Arc::new(Config::default()), address, Client).await {
        Ok(_) => panic!("no SSH server"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_refused_connection_of_russh_is_unsent() {
    let error = session(nobody()).await;
    assert_eq!(error.classify(), Class::Unsent, "{error:?}");
}

#[tokio::test]
async fn an_ssh_server_that_hangs_up_is_transient() {
    for reply in ["S", "SSH-2.0-Test\r\n"] {
        let error = session(hangs_up_after("", reply)).await;
        assert_eq!(error.classify(), Class::Transient, "{error:?}");
    }
}

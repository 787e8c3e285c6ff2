//! A server that speaks HTTP as it should, whatever it says.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::{HeaderMap, Response};
use tokio::net::{TcpListener, TcpSocket};

/// A status, and headers besides those that every response has.
pub(crate) type Reply = (u16, &'static [(&'static str, &'static str)]);

/// A server on loopback that counts the requests it gets.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Server {
    /// Gives each request the next of `replies`, and the last of them from then on.
    pub(crate) fn in_turn(replies: &'static [Reply]) -> Self {
        Self::start(move |number, _| replies[number.min(replies.len()) - 1])
    }

    /// Asks `answer` about each request, by its number from 1 and its headers.
    pub(crate) fn start<F>(answer: F) -> Self
    where
        F: Fn(usize, &HeaderMap) -> Reply + Clone + Send + Sync + 'static,
    {
        Starting::new().listen(answer)
    }

    /// A server whose requests are counted elsewhere.
    pub(crate) fn counting(address: SocketAddr, requests: Arc<AtomicUsize>) -> Self {
        Self { address, requests }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// How many requests have arrived so far.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

/// A server with a port of its own that does not listen yet, so that who connects is refused.
pub(crate) struct Starting(TcpSocket);

impl Starting {
    pub(crate) fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket
            .bind((Ipv4Addr::LOCALHOST, 0).into())
            .expect("a free port");
        Self(socket)
    }

    pub(crate) fn url(&self) -> String {
        let address = self.0.local_addr().expect("it is bound");
        format!("http://{address}/")
    }

    pub(crate) fn listen<F>(self, answer: F) -> Server
    where
        F: Fn(usize, &HeaderMap) -> Reply + Clone + Send + Sync + 'static,
    {
        let listener = self.0.listen(16).expect("the port is free");
        let address = listener.local_addr().expect("it is bound");
        let requests = Arc::new(AtomicUsize::new(0));
        tokio::spawn(serve(listener, answer, requests.clone()));
        Server { address, requests }
    }
}

async fn serve<F>(listener: TcpListener, answer: F, requests: Arc<AtomicUsize>)
where
    F: Fn(usize, &HeaderMap) -> Reply + Clone + Send + Sync + 'static,
{
    let app = Router::new().fallback(async move |headers: HeaderMap| {
        let number = requests.fetch_add(1, Ordering::Relaxed) + 1;
        response(answer(number, &headers))
    });
    axum::serve(listener, app)
        .await
        .expect("serving never ends");
}

fn response((status, headers): Reply) -> Response<String> {
    let mut response = Response::builder().status(status);
    for &(name, value) in headers {
        response = response.header(name, value);
    }
    response.body("hello".to_owned()).expect("a response")
}

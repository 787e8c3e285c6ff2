//! The other side: HTTP servers on loopback, with a fault now and then.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{HeaderName, StatusCode, header::RETRY_AFTER},
    routing::get,
};
use reattempt::retry;
use tokio::{net::TcpListener, time::sleep};

use crate::fault::Fault;

/// How many requests go wrong while there is no fault.
const SELDOM: f64 = 0.02;

/// Where the servers listen.
pub(crate) struct Servers {
    pub(crate) shop: SocketAddr,
    /// Refuses connections while there is a fault.
    pub(crate) payments: SocketAddr,
}

impl Servers {
    pub(crate) async fn start(fault: &Arc<Fault>) -> io::Result<Self> {
        let shop = listen((Ipv4Addr::LOCALHOST, 0).into()).await?;
        let payments = listen((Ipv4Addr::LOCALHOST, 0).into()).await?;
        let servers = Self {
            shop: shop.local_addr()?,
            payments: payments.local_addr()?,
        };
        let routes = Router::new()
            .route("/price", get(price))
            .route("/stock", get(stock))
            .route("/search", get(search))
            .route("/report", get(report))
            .with_state(Arc::clone(fault));
        tokio::spawn(async { axum::serve(shop, routes).await });
        tokio::spawn(serve_payments(payments, Arc::clone(fault)));
        Ok(servers)
    }
}

/// Somebody else may have taken the port while nobody listened there.
#[retry(max_attempts = 5, initial_delay = "20ms", when = |error| error.kind() == io::ErrorKind::AddrInUse)]
async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Too busy, and says for how long.
async fn price(
    State(fault): State<Arc<Fault>>,
) -> Result<&'static str, (StatusCode, [(HeaderName, &'static str); 1])> {
    if goes_wrong(&fault, 0.4) {
        return Err((StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "1")]));
    }
    Ok("9.99")
}

/// Slow.
async fn stock(State(fault): State<Arc<Fault>>) -> &'static str {
    if goes_wrong(&fault, 0.6) {
        sleep(Duration::from_millis(500)).await;
    }
    "7"
}

/// Broken.
async fn search(State(fault): State<Arc<Fault>>) -> Result<&'static str, StatusCode> {
    if goes_wrong(&fault, 0.9) {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    }
    Ok("a shirt, a hat")
}

/// Not ready until it has been asked for a few times.
async fn report(State(fault): State<Arc<Fault>>) -> &'static str {
    let is_ready = !goes_wrong(&fault, 0.7) && rand::random_bool(0.6);
    if is_ready { "ready" } else { "working" }
}

/// Listens only while there is no fault.
async fn serve_payments(mut listener: TcpListener, fault: Arc<Fault>) -> io::Result<()> {
    let address = listener.local_addr()?;
    loop {
        let routes = Router::new().route("/charge", get(async || "paid"));
        let until_fault = Arc::clone(&fault).comes();
        axum::serve(listener, routes)
            .with_graceful_shutdown(until_fault)
            .await?;
        fault.goes().await;
        listener = listen(address).await?;
    }
}

fn goes_wrong(fault: &Fault, during_fault: f64) -> bool {
    rand::random_bool(if fault.is_on() { during_fault } else { SELDOM })
}

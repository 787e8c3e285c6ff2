//! A page for operators in a program of one's own: a shop whose servers have a fault now and then, with the dashboard
//! mounted at `/retries`.
//!
//! ```console
//! cargo run --example dashboard
//! ```
//!
//! It prints two addresses: for everybody, and for operators, who may also change something. It ends with Enter. To
//! look at it from a phone, say where to listen: `-- 0.0.0.0:8080`.

mod check;
mod fault;
mod login;
mod servers;
mod shop;
mod traffic;
mod web;

use std::{env, error::Error, io, thread};

use fault::Fault;
use login::Login;
use servers::Servers;
use shop::Shop;
use tokio::{net::TcpListener, sync::oneshot};

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).unwrap_or("127.0.0.1:0".to_owned());

    let fault = Fault::start();
    let login = Login::new();
    let routes = web::routes(fault.clone(), login.clone())?;
    let servers = Servers::start(&fault).await?;
    traffic::start(Shop::new(servers)?, &fault)?;

    let listener = TcpListener::bind(address).await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async { axum::serve(listener, routes).await });
    println!("everybody: {url}/retries");
    println!("operators: {url}{}", login.path());
    println!("Enter ends it.");
    enter().await?;
    check::all(&url, &login).await
}

/// Waits for the end of a line, or of standard input.
async fn enter() -> io::Result<()> {
    let (sender, receiver) = oneshot::channel();
    // A thread of its own holds nothing up when the program ends for another reason.
    thread::Builder::new().spawn(|| {
        let read = io::stdin().read_line(&mut String::new());
        let _ = sender.send(read);
    })?;
    receiver.await.map_err(io::Error::other)??;
    Ok(())
}

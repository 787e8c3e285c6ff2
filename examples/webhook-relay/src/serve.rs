//! The program in earnest, from its start to its end.

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use metrics_exporter_prometheus::PrometheusBuilder;
use reattempt::config::parse_duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::queue::Queue;
use crate::relay::{Limits, Relay};
use crate::{config, metrics, server};

/// The name of the queue in the engine.
const QUEUE: &str = "deliveries";

#[derive(Args)]
pub struct Serve {
    /// The webhooks: a JSON file such as `relay.example.json`
    #[arg(long, value_name = "FILE")]
    config: PathBuf,

    /// Where webhooks are sent to
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,

    /// The page, the API and the metrics, for operators
    #[arg(long, default_value = "127.0.0.1:8081")]
    operators: SocketAddr,

    /// `sqlite:relay.db`, or for several machines `postgres://user:password@host/database` or `nats://host`
    #[arg(long, value_name = "URL", default_value = "sqlite:relay.db")]
    queue: String,

    /// How long the start waits for a queue's server that does not answer
    #[arg(long, value_parser = queue_wait, default_value = "10s")]
    queue_wait: Duration,

    /// How long a sender waits for an answer, while its webhook is tried
    #[arg(long, value_parser = parse_duration, default_value = "2s")]
    deadline: Duration,

    /// How many attempts are made at the same time, in requests and again in the background
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(16..))]
    concurrency: u16,
}

/// Runs until SIGTERM or Ctrl-C, and then until what was begun has ended.
///
/// # Errors
/// It could not start.
pub async fn run(serve: Serve) -> Result<(), Box<dyn Error + Send + Sync>> {
    let webhooks = config::read(&serve.config)?;
    let prometheus = PrometheusBuilder::new().install_recorder()?;
    metrics::describe();
    let queue = Queue::open(&serve.queue, QUEUE, serve.queue_wait).await?;
    let limits = Limits {
        concurrency: serve.concurrency.into(),
        deadline: serve.deadline,
    };
    let (stop, stopped) = watch::channel(false);
    let relay = Relay::new(webhooks, queue, limits, stopped.clone())?;

    let (mut interrupt, mut terminate) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("ends what was begun");
        let _ = stop.send(true);
    });

    let senders = TcpListener::bind(serve.listen).await?;
    let operators = TcpListener::bind(serve.operators).await?;
    println!("webhooks   http://{}/webhooks/..", senders.local_addr()?);
    println!("operators  http://{}/", operators.local_addr()?);

    let until_stop = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let router = server::senders(relay.clone());
    let senders = axum::serve(senders, router).with_graceful_shutdown(until_stop(stopped.clone()));
    let router = server::operators(relay.clone(), prometheus);
    let operators = axum::serve(operators, router).with_graceful_shutdown(until_stop(stopped));
    let (senders, operators, ()) =
        tokio::join!(senders.into_future(), operators.into_future(), relay.run(),);
    Ok(senders.and(operators)?)
}

/// A server that is there needs some time too.
fn queue_wait(text: &str) -> Result<Duration, Box<dyn Error + Send + Sync>> {
    let wait = parse_duration(text)?;
    if wait < Duration::from_secs(1) {
        return Err("must be at least 1s".into());
    }
    Ok(wait)
}

//! What the program does, with a destination of its own. Each number is compared with what it should be.

pub mod load;
pub mod program;
pub mod receiver;

use std::env;
use std::fmt::Debug;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use program::{Answered, Program, Result, until};
use receiver::{Answer, Receiver};

/// # Errors
/// Something is not as it should be.
pub async fn run() -> Result {
    let executable = env::current_exe()?;
    requests(&executable).await?;
    killed(&executable, None).await?;
    killed_on_nats(&executable).await?;
    dead_letters(&executable).await?;
    stores(&executable).await
}

/// A webhook that goes to a path of the receiver.
pub fn http(receiver: &Receiver, name: &str, retry: &Value) -> Value {
    let destination = json!({ "type": "http", "url": receiver.url(name) });
    json!({ "name": name, "destination": destination, "retry": retry })
}

/// Within a request.
async fn requests(executable: &Path) -> Result {
    println!("a destination that fails in different ways, within the 2 s that a sender waits:");
    let receiver = Receiver::start(|path, request| match (path, request) {
        ("shaky", 1) => Answer::Status(503),
        ("refusing", _) => Answer::Status(400),
        ("slow", _) => Answer::Slow(Duration::from_secs(4)),
        _ => Answer::Taken,
    });
    let receiver = receiver.await?;
    let retry = json!({ "enabled": true, "initial_delay": "100ms", "jitter": "none" });
    let names = ["steady", "shaky", "refusing", "slow"];
    let webhooks = names.map(|name| http(&receiver, name, &retry));
    let relay = Program::start(executable, webhooks.to_vec(), None, &[]).await?;

    show(&relay.send("steady", "a").await?, 200, "delivered")?;
    show(&relay.send("shaky", "b").await?, 200, "delivered")?;
    expect("requests for it", receiver.requests_for("b"), 2)?;
    show(&relay.send("refusing", "c").await?, 202, "dead")?;
    show(&relay.send("slow", "d").await?, 202, "accepted")?;
    show(&relay.send("unknown", "e").await?, 404, "error")?;
    show(
        &relay.send_as("steady", None, "wrong", "{}").await?,
        401,
        "error",
    )?;
    show(
        &relay.send_as("steady", None, program::TOKEN, "{").await?,
        400,
        "error",
    )?;
    until("the slow one is delivered", async || {
        receiver.requests_for("d") == 2
    })
    .await
}

/// The relay is killed while webhooks wait.
async fn killed(executable: &Path, queue: Option<&str>) -> Result {
    println!("20 webhooks for a destination that is down, and a relay that is killed by SIGKILL:");
    let receiver = Receiver::start(|_, _| Answer::Status(503)).await?;
    let retry = json!({
        "enabled": true, "max_attempts": 20, "initial_delay": "3s", "max_delay": "3s", "breaker_open_for": "1s",
    });
    let webhooks = vec![http(&receiver, "orders", &retry)];
    let relay = Program::start(executable, webhooks, queue, &[]).await?;
    for key in 0..20 {
        let answered = relay.send("orders", &format!("order-{key}")).await?;
        if (answered.code, &*answered.status) != (202, "accepted") {
            return Err(format!("{answered:?}").into());
        }
    }
    relay.kill().await?;
    receiver.answers(|_, _| Answer::Taken);
    relay.restart().await?;
    until("all are delivered", async || receiver.taken() == 20).await?;
    expect("webhooks that arrived", receiver.taken(), 20)
}

/// The same with its queue in NATS, where that is installed.
#[cfg(target_os = "linux")]
async fn killed_on_nats(executable: &Path) -> Result {
    let server = tokio::task::spawn_blocking(|| servers::nats::start_with_jetstream(&[]));
    let Some(server) = server.await? else {
        return Ok(());
    };
    println!("the same with NATS JetStream:");
    let url = format!("nats://127.0.0.1:{}", server.port());
    killed(executable, Some(&url)).await
}

#[cfg(not(target_os = "linux"))]
async fn killed_on_nats(_: &Path) -> Result {
    Ok(())
}

/// Two attempts are not enough, until somebody looks after it.
async fn dead_letters(executable: &Path) -> Result {
    println!("a webhook that nobody takes, until an operator sends it again:");
    let receiver = Receiver::start(|_, _| Answer::Status(500)).await?;
    let retry = json!({ "enabled": true, "max_attempts": 2, "initial_delay": "50ms" });
    let webhooks = vec![http(&receiver, "invoices", &retry)];
    let relay = Program::start(executable, webhooks, None, &[]).await?;

    show(&relay.send("invoices", "invoice-1").await?, 202, "dead")?;
    let letter = relay.get("dead-letters/invoices/invoice-1").await?;
    println!(
        "  dead letter: {} after {} attempts",
        letter["error"], letter["delivery"]["attempts"]
    );
    receiver.answers(|_, _| Answer::Taken);
    let status = relay
        .post("dead-letters/invoices/invoice-1/redrive")
        .await?;
    expect("status of the redrive", status.as_u16(), 202)?;
    until("it is delivered", async || receiver.taken() == 1).await?;
    expect("dead letters", relay.depth().await?.dead, 0)?;
    expect("requests for it", receiver.requests_for("invoice-1"), 3)
}

/// Other destinations, where their servers are installed.
#[cfg(target_os = "linux")]
async fn stores(executable: &Path) -> Result {
    use redis::AsyncCommands;

    let starts =
        tokio::task::spawn_blocking(|| (servers::redis::start(&[]), servers::postgres::start()));
    let (Some(redis), Some(postgres)) = starts.await? else {
        return Ok(());
    };
    println!("a Redis stream and a PostgreSQL table, both killed and started again:");
    let redis_url = format!("redis://127.0.0.1:{}/", redis.port());
    let postgres_url = format!(
        "postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable",
        postgres.port()
    );
    let pool = sqlx::PgPool::connect(&postgres_url).await?;
    sqlx::query("CREATE TABLE events (id TEXT PRIMARY KEY, webhook TEXT, payload JSONB)")
        .execute(&pool)
        .await?;
    let retry =
        json!({ "enabled": true, "max_attempts": 10, "initial_delay": "200ms", "max_delay": "1s" });
    let webhooks = vec![
        json!({ "name": "stream", "retry": retry, "destination": { "type": "redis", "url": redis_url, "stream": "events" } }),
        json!({ "name": "table", "retry": retry, "destination": { "type": "postgres", "url": postgres_url, "table": "events" } }),
    ];
    let relay = Program::start(executable, webhooks, None, &[]).await?;
    show(&relay.send("stream", "a").await?, 200, "delivered")?;
    show(&relay.send("table", "a").await?, 200, "delivered")?;
    redis.kill();
    postgres.kill();
    show(&relay.send("stream", "b").await?, 202, "accepted")?;
    show(&relay.send("table", "b").await?, 202, "accepted")?;
    redis.restart();
    postgres.restart();
    let client = redis::Client::open(redis_url)?;
    let mut connection = client.get_multiplexed_async_connection().await?;
    until("both have both", async || {
        let entries: usize = connection.xlen("events").await.unwrap_or_default();
        let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM events")
            .fetch_one(&pool)
            .await
            .unwrap_or_default();
        (entries, rows) == (2, 2)
    })
    .await?;
    until("none waits", async || relay.waiting().await == Some(0)).await
}

#[cfg(not(target_os = "linux"))]
async fn stores(_: &Path) -> Result {
    Ok(())
}

fn show(answered: &Answered, code: u16, status: &str) -> Result {
    let Answered { note, .. } = answered;
    println!("  {} {} {note}", answered.code, answered.status);
    if (answered.code, &*answered.status) != (code, status) {
        return Err(format!("{code} {status} was expected").into());
    }
    Ok(())
}

fn expect<T: Copy + PartialEq + Debug>(what: &str, found: T, expected: T) -> Result {
    println!("  {what}: {found:?}");
    if found != expected {
        return Err(format!("{what}: {found:?} instead of {expected:?}").into());
    }
    Ok(())
}

//! Three hundred tenants with a policy, a breaker and a budget each, out of JSON. One of them is down, and the
//! others do not notice.
//!
//! ```console
//! cargo run --example tenants --features config
//! ```

mod servers;

use std::{
    error::Error,
    io::{self, Read as _},
    net::{SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use reattempt::{Breaker, Budget, Interrupted, Policy, config::PolicySettings, retry};
use serde::Deserialize;

/// What all tenants have, and how far their own settings may go.
const BASE: Policy = Policy::builder()
    .max_attempts(3)
    .initial_delay(Duration::from_millis(5))
    .max_delay(Duration::from_millis(50))
    .config_max_attempts(6)
    .config_max_delay(Duration::from_secs(1))
    .build();

/// A row of the table of tenants.
#[derive(Deserialize)]
struct Row {
    id: String,
    #[serde(default)]
    retry: PolicySettings,
    breaker: BreakerRow,
}

#[derive(Deserialize)]
struct BreakerRow {
    failures: u32,
    open_seconds: u64,
}

struct Tenant {
    id: String,
    target: SocketAddr,
    policy: Policy,
    breaker: Breaker,
    budget: Budget,
}

impl Tenant {
    fn new(row: Row, target: SocketAddr) -> Result<Self, Box<dyn Error>> {
        let breaker = Breaker::builder()
            .consecutive_failures(row.breaker.failures)
            .open_for(Duration::from_secs(row.breaker.open_seconds));
        Ok(Self {
            id: row.id,
            target,
            policy: row.retry.onto(BASE)?,
            breaker: breaker.try_build()?,
            budget: Budget::builder().capacity(100).try_build()?,
        })
    }

    /// One function for all, and what it goes by is the tenant's own.
    #[retry(
        name = "tenants.deliver",
        label = self.id,
        policy = self.policy,
        breaker = self.breaker,
        budget = self.budget,
    )]
    fn deliver(&self) -> io::Result<String> {
        let mut receipt = String::new();
        TcpStream::connect(self.target)?.read_to_string(&mut receipt)?;
        if receipt.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(receipt)
    }
}

const TENANTS: usize = 300;
const DELIVERIES: usize = 5;
const DOWN: usize = 137;

fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_timer(tracing_subscriber::fmt::time::uptime())
        .init();

    let (up, flaky, nobody) = (servers::up()?, servers::flaky()?, servers::nobody()?);
    let tenants = (0..TENANTS)
        .map(|number| {
            let target = match number {
                DOWN => nobody,
                0 => flaky.address,
                _ => up.address,
            };
            Tenant::new(serde_json::from_str(&row(number))?, target)
        })
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;

    let slowest = thread::scope(|scope| {
        let workers: Vec<_> = tenants
            .chunks(TENANTS.div_ceil(8))
            .map(|tenants| scope.spawn(|| deliver(tenants)))
            .collect();
        let slowest = workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic"));
        slowest.max().expect("a worker")
    });

    println!("\nslowest delivery of a tenant that is up: {slowest:.1?}");
    println!("connections: {} to those that are up", up.connections());
    // One for each delivery: what is down cost the others no attempt.
    assert_eq!(up.connections(), (TENANTS - 2) * DELIVERIES);

    let down = &tenants[DOWN];
    println!(
        "{}: {:?}, {:?}",
        down.id,
        down.breaker.state(),
        down.breaker.counts()
    );
    let opened = tenants
        .iter()
        .filter(|tenant| tenant.breaker.counts().openings > 0);
    assert_eq!(
        opened.map(|tenant| &tenant.id).collect::<Vec<_>>(),
        [&down.id]
    );

    println!("\n{}", reattempt::sites());
    Ok(())
}

/// Makes some deliveries to each; how long the slowest took of those that are up.
fn deliver(tenants: &[Tenant]) -> Duration {
    let mut slowest = Duration::ZERO;
    for _ in 0..DELIVERIES {
        for tenant in tenants {
            let begun = Instant::now();
            match tenant.deliver() {
                Ok(_) => slowest = slowest.max(begun.elapsed()),
                Err(error) => assert!(is_down(&error), "{}: {error}", tenant.id),
            }
        }
    }
    slowest
}

/// Refused by the other side, or by the breaker, which has had enough of that.
fn is_down(error: &io::Error) -> bool {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
    error.kind() == io::ErrorKind::ConnectionRefused
        || matches!(cause, Some(Interrupted::CircuitOpen { .. }))
}

/// The table, as a database would have it: most have no settings of their own.
fn row(number: usize) -> String {
    let retry = match number % 3 {
        0 => r#""retry": { "max_attempts": 5, "backoff": "linear", "max_delay": "200ms" }, "#,
        1 => r#""retry": { "jitter": "full" }, "#,
        _ => "",
    };
    format!(
        r#"{{ "id": "tenant-{number}", {retry}"breaker": {{ "failures": 4, "open_seconds": 60 }} }}"#
    )
}

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
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use reattempt::{Breaker, Budget, Interrupted, Policy, config::PolicySettings, guard, retry};
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
    retry: PolicySettings,
}

struct Tenant {
    id: String,
    target: SocketAddr,
    policy: Policy,
    breaker: Arc<Breaker>,
    budget: Budget,
}

impl Tenant {
    fn new(row: Row, target: SocketAddr) -> Result<Self, Box<dyn Error>> {
        let breaker = Arc::new(row.retry.breaker(Breaker::builder())?);
        guard::list(&row.id, &breaker); // for operators, who find it by this name
        Ok(Self {
            target,
            policy: row.retry.onto(BASE)?,
            breaker,
            budget: row.retry.budget(Budget::builder())?,
            id: row.id,
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

    // The list of breakers tells the tenants apart, as the log does.
    let breakers = guard::breakers();
    let opened: Vec<_> = breakers
        .iter()
        .filter(|breaker| breaker.counts().openings > 0)
        .collect();
    assert_eq!((breakers.len(), opened.len()), (TENANTS, 1));
    println!("{}", opened[0]);
    assert_eq!(opened[0].name(), tenants[DOWN].id);

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

/// The table, as a database would have it.
fn row(number: usize) -> String {
    let policy = match number % 3 {
        0 => r#""max_attempts": 5, "backoff": "linear", "max_delay": "200ms", "#,
        1 => r#""jitter": "full", "#,
        _ => "",
    };
    let guards =
        r#""breaker_consecutive_failures": 4, "breaker_open_for": "60s", "budget_capacity": 100"#;
    format!(r#"{{ "id": "tenant-{number}", "retry": {{ {policy}{guards} }} }}"#)
}

//! `budget` and `breaker` on functions of every shape, and breakers of every kind.

use async_trait::async_trait;
use reattempt::guard::{CallOutcome, CircuitBreaker, OpenFor, Ticket};
use reattempt::{Breaker, Budget, Class, Interrupted, RetryError, retry};
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

static BUDGET: Budget = Budget::builder().capacity(1000).build();
static BREAKER: Breaker = Breaker::new();

/// Fails once, then answers.
#[derive(Default)]
struct Server(AtomicU32);

impl Server {
    fn ask(&self) -> io::Result<u32> {
        match self.0.fetch_add(1, Relaxed) {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            calls => Ok(calls + 1),
        }
    }

    #[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
    fn method(&self) -> io::Result<u32> {
        self.ask()
    }

    #[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
    async fn async_method(&mut self) -> io::Result<u32> {
        self.ask()
    }

    #[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
    async fn shared(self: Arc<Self>) -> io::Result<u32> {
        self.ask()
    }
}

#[async_trait]
trait Client {
    async fn call(&self) -> io::Result<u32>;
}

#[async_trait]
impl Client for Server {
    #[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
    async fn call(&self) -> io::Result<u32> {
        self.ask()
    }
}

#[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
fn generic<S: AsRef<Server>, const N: usize>(servers: &[S; N]) -> io::Result<u32> {
    servers.iter().map(|server| server.as_ref().ask()).sum()
}

#[allow(clippy::manual_async_fn, reason = "this is the shape to test")]
#[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
fn impl_future(server: &Server) -> impl Future<Output = io::Result<u32>> {
    async move { server.ask() }
}

#[retry(budget = BUDGET, breaker = BREAKER, initial_delay = "0s")]
fn boxed(server: &Server) -> Pin<Box<dyn Future<Output = io::Result<u32>> + Send + '_>> {
    Box::pin(async move { server.ask() })
}

#[tokio::test]
async fn functions_of_every_shape_take_budget_and_breaker() {
    assert_eq!(Server::default().method().ok(), Some(2));
    assert_eq!(Server::default().async_method().await.ok(), Some(2));
    let shared = Arc::new(Server::default());
    assert_eq!(Arc::clone(&shared).shared().await.ok(), Some(2));
    assert_eq!(Server::default().call().await.ok(), Some(2));
    assert_eq!(generic(&[Arc::new(Server::default())]).ok(), Some(2));
    assert_eq!(impl_future(&Server::default()).await.ok(), Some(2));
    let spawned = tokio::spawn(async { boxed(&Server::default()).await });
    assert_eq!(spawned.await.unwrap().ok(), Some(2));

    assert_eq!(BUDGET.tokens(), 1000, "each gave its retry back");
    assert_eq!(BUDGET.retrying(), 0);
    BREAKER.force_open();
    let refused = generic(&[shared]).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ResourceBusy);
}

/// Another breaker: it opens for a minute on so many failures in all.
#[derive(Default)]
struct Fuse {
    most: u32,
    failures: AtomicU32,
    admitted: AtomicU64,
    settled: AtomicU64,
}

impl CircuitBreaker for Fuse {
    fn admit(&self) -> Result<Ticket, OpenFor> {
        if self.failures.load(Relaxed) >= self.most {
            return Err(OpenFor(Duration::from_secs(60)));
        }
        Ok(Ticket(self.admitted.fetch_add(1, Relaxed)))
    }

    fn settle(&self, ticket: Ticket, outcome: CallOutcome) {
        assert_eq!(ticket.0, self.settled.fetch_add(1, Relaxed));
        if let CallOutcome::Failure(class) = outcome {
            assert_eq!(class, Class::Transient);
            self.failures.fetch_add(1, Relaxed);
        }
    }
}

static FUSE: Fuse = Fuse {
    most: 3,
    failures: AtomicU32::new(0),
    admitted: AtomicU64::new(0),
    settled: AtomicU64::new(0),
};

#[test]
fn a_breaker_of_ones_own_decides_in_the_place_of_the_crates() {
    #[retry(breaker = FUSE, max_attempts = 9, initial_delay = "0s", max_delay = "10s")]
    fn call(
        calls: &crate::support::Calls,
        failures: u32,
    ) -> Result<u32, RetryError<crate::support::Error>> {
        calls.succeed_after(failures)
    }

    assert_eq!(call(&crate::support::Calls::default(), 2).ok(), Some(3));
    let calls = crate::support::Calls::default();
    let error = call(&calls, 9).unwrap_err();
    assert_eq!(calls.made(), 1, "the third failure");
    let Some(Interrupted::CircuitOpen { retry_after, .. }) = error.interrupted() else {
        panic!("the circuit is open");
    };
    assert_eq!(*retry_after, Duration::from_secs(60));
    assert_eq!(
        (FUSE.admitted.load(Relaxed), FUSE.settled.load(Relaxed)),
        (4, 4)
    );
}

#[test]
fn a_breaker_may_be_made_or_chosen_at_run_time() {
    static LAZY: LazyLock<Fuse> = LazyLock::new(Fuse::default);
    static CHOSEN: LazyLock<Arc<dyn CircuitBreaker>> = LazyLock::new(|| Arc::new(Breaker::new()));

    #[retry(breaker = LAZY)]
    fn lazy() -> Option<()> {
        Some(())
    }
    #[retry(breaker = CHOSEN)]
    fn chosen() -> Option<()> {
        Some(())
    }

    assert_eq!(lazy(), None, "no failure is one too many for it");
    assert_eq!(chosen(), Some(()));
}

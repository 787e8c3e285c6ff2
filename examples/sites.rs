//! Every retry in the program: a shop whose services have faults, then the register of its sites as a
//! table, with details, and as JSON. Time is virtual, so nothing is waited for.
//!
//! ```console
//! cargo run --example sites --features sites,serde
//! ```

use std::{error::Error, io, time::Duration};

use reattempt::{Breaker, Budget, Classify, Interrupted, Policy, retry};
use tokio::time::{sleep, timeout};

#[derive(Debug, thiserror::Error, Classify)]
enum ShopError {
    #[error("i/o: {0}")]
    #[classify(transient)]
    Io(#[from] io::Error),
    #[error("the database is locked")]
    #[classify(transient)]
    Locked,
    #[error("too many requests")]
    #[classify(throttled)]
    SlowDown,
    #[error("card declined")]
    #[classify(permanent)]
    Declined,
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

type Result<T = ()> = std::result::Result<T, ShopError>;

mod stock {
    use super::{Policy, Result, ShopError, retry};

    /// One call in four finds the database locked, for up to three attempts.
    #[retry(max_attempts = 5, initial_delay = "50ms", attempt = attempt)]
    pub(super) async fn reserve(order: u32) -> Result {
        if order % 4 == 0 && attempt.number() <= order % 3 + 1 {
            return Err(ShopError::Locked);
        }
        Ok(())
    }

    /// How long it is worth trying is for the caller to say.
    #[retry(policy = policy, attempt = attempt)]
    pub(super) async fn release(order: u32, policy: Policy) -> Result {
        if order % 10 == 9 && attempt.number() <= 4 {
            return Err(ShopError::Locked);
        }
        Ok(())
    }
}

mod payment {
    use super::{Breaker, Budget, Result, ShopError, io, retry};

    static BUDGET: Budget = Budget::new();
    static BREAKER: Breaker = Breaker::new();

    /// Some cards are declined. Later on the service is overloaded.
    #[retry(max_attempts = 4, budget = BUDGET, attempt = attempt)]
    pub(super) async fn charge(order: u32) -> Result {
        match (order, attempt.number()) {
            (..50, _) if order % 7 == 0 => Err(ShopError::Declined),
            (10..15, 1) | (50..95, _) => Err(ShopError::SlowDown),
            _ => Ok(()),
        }
    }

    /// At order 50 the service goes down.
    #[retry(breaker = BREAKER)]
    pub(super) async fn refund(order: u32) -> Result {
        match order {
            ..50 => Ok(()),
            _ => Err(ShopError::Io(io::ErrorKind::ConnectionRefused.into())),
        }
    }
}

mod mail {
    use super::{Duration, Result, retry, sleep};

    /// The first attempt hangs now and then.
    #[retry(backoff = "fixed", initial_delay = "2s", attempt_timeout = "5s", attempt = attempt)]
    pub(super) async fn confirm(order: u32) -> Result {
        if order % 20 == 3 && attempt.is_first() {
            sleep(Duration::from_secs(3600)).await;
        }
        Ok(())
    }

    /// Nobody calls it, and it is one of the retries of this program all the same.
    #[retry(max_attempts = 10, initial_delay = "1m", max_delay = "1h")]
    #[expect(dead_code, reason = "to be seen in the register")]
    async fn newsletter() -> Result {
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> std::result::Result<(), Box<dyn Error>> {
    const PATIENT: Policy = Policy::builder().max_attempts(10).build();

    for order in 0..100 {
        // What comes of a call is for its caller to know. The register knows what comes of all.
        let _ = stock::reserve(order).await;
        let _ = payment::charge(order).await;
        let _ = payment::refund(order).await;
        let _ = mail::confirm(order).await;
        // A caller that waits for five seconds, whatever the policy says, and drops the call then.
        let _ = timeout(Duration::from_secs(5), stock::release(order, PATIENT)).await;
    }

    let sites = reattempt::sites();
    println!("{sites}\n");
    println!("{sites:#}\n");
    println!("{}", serde_json::to_string_pretty(&sites)?);

    let needed_retry = sites.iter().filter(|site| site.counts().needed_retry() > 0);
    assert_eq!((sites.len(), needed_retry.count()), (6, 5));
    Ok(())
}

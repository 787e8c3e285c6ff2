//! Guards that a method finds by its argument.

use reattempt::guard::{BreakerState, PerKey};
use reattempt::{Breaker, Budget, retry};
use std::cell::Cell;
use std::io;

struct Client {
    breakers: PerKey<String, Breaker>,
    budgets: PerKey<String, Budget>,
    attempts: Cell<u32>,
}

impl Client {
    #[retry(
        breaker = self.breakers.of(host),
        budget = self.budgets.of(host),
        backoff = ["0s"],
        max_elapsed = "1s",
        max_attempts = 10
    )]
    fn fetch(&self, host: &str) -> io::Result<()> {
        self.attempts.set(self.attempts.get() + 1);
        match host {
            "down" => Err(io::ErrorKind::ConnectionReset.into()),
            _ => Ok(()),
        }
    }
}

#[test]
fn a_host_that_is_down_costs_the_others_nothing() {
    let client = Client {
        breakers: PerKey::new(|_| Breaker::new()),
        budgets: PerKey::new(|_| Budget::new()),
        attempts: Cell::new(0),
    };
    for _ in 0..3 {
        client.fetch("down").unwrap_err();
        client.fetch("up").unwrap();
    }
    assert_eq!(client.attempts.get(), 5 + 3, "five failures opened it");
    assert_eq!(client.breakers.of("down").state(), BreakerState::Open);
    assert_eq!(client.breakers.of("up").state(), BreakerState::Closed);
    assert!(client.budgets.of("down").tokens() < 500);
    assert_eq!(client.budgets.of("up").tokens(), 500);
}

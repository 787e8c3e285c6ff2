//! What keeps the retries of a dependency from making its outage worse.

use std::sync::Arc;

use reattempt::guard::{self, Breaker, Budget};

/// One of each for a dependency, so that one that is down does not stop the calls of another.
#[derive(Clone, Debug)]
pub struct Guards {
    pub budget: Arc<Budget>,
    pub breaker: Arc<Breaker>,
}

impl Guards {
    /// Operators find them by this name.
    pub fn new(name: &str) -> Self {
        let guards = Self {
            budget: Arc::new(Budget::new()),
            breaker: Arc::new(Breaker::new()),
        };
        guard::list(name, &guards.budget);
        guard::list(name, &guards.breaker);
        guards
    }
}

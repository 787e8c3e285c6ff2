//! Options that take what leads to a policy, a budget or a breaker, and get something else.

use reattempt::{Interrupted, retry};

#[derive(Debug, thiserror::Error, reattempt::Classify)]
enum Error {
    #[error("busy")]
    #[classify(transient)]
    Busy,
    #[error(transparent)]
    #[classify(forward)]
    Interrupted(#[from] Interrupted),
}

struct Client {
    name: String,
    seconds: u64,
}

impl Client {
    #[retry(policy = self.name)]
    fn policy(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(budget = self.name)]
    fn budget(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(breaker = self.name)]
    fn breaker(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(attempt_timeout = self.seconds)]
    async fn attempt_timeout(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(jitter = self.seconds)]
    fn jitter(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(backoff = self.name)]
    fn backoff(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(nested = self.name)]
    fn nested(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }

    #[retry(nested = suppress)]
    fn unquoted(&self) -> Result<(), Error> {
        Err(Error::Busy)
    }
}

fn main() {}

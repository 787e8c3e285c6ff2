//! `cached`. Above `#[retry]` its attribute of that name is refused, which is in the docs of this crate.

use cached::macros::{cached, concurrent_cached, once};
use reattempt::{Classify, retry};

use crate::{Runs, sites_in};

#[derive(Clone, Debug, PartialEq, Classify)]
#[classify(transient)]
struct LoadError;

fn fail(runs: &Runs) -> Result<u32, LoadError> {
    runs.fail().map_err(|_| LoadError)
}

mod below {
    use super::{LoadError, Runs, cached, concurrent_cached, fail, once, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[retry(backoff = ["0s"])]
    #[cached]
    pub(super) fn load(id: u32) -> Result<u32, LoadError> {
        if id == 0 { Ok(0) } else { fail(&RUNS) }
    }

    #[retry(backoff = ["0s"])]
    #[cached]
    pub(super) async fn load_async(id: u32) -> Result<u32, LoadError> {
        std::future::ready(id).await;
        fail(&RUNS)
    }

    #[retry(backoff = ["0s"])]
    #[concurrent_cached]
    pub(super) fn load_concurrently(id: u32) -> Result<u32, LoadError> {
        assert_eq!(id, 1);
        fail(&RUNS)
    }

    #[retry(backoff = ["0s"])]
    #[once]
    pub(super) fn load_once() -> Result<u32, LoadError> {
        fail(&RUNS)
    }
}

mod above {
    use super::{LoadError, Runs, concurrent_cached, fail, once, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[concurrent_cached]
    #[retry(backoff = ["0s"])]
    pub(super) fn load_concurrently(id: u32) -> Result<u32, LoadError> {
        assert_eq!(id, 1);
        fail(&RUNS)
    }

    #[once]
    #[retry(backoff = ["0s"])]
    pub(super) fn load_once() -> Result<u32, LoadError> {
        fail(&RUNS)
    }
}

#[tokio::test]
async fn retry_above_cached_is_one_function_that_is_run_three_times() {
    assert_eq!(below::load(0), Ok(0));
    for _ in 0..2 {
        assert_eq!(below::load(1), Err(LoadError));
        assert_eq!(below::RUNS.take(), 3, "no error is cached");
    }
    assert_eq!(below::load_prime_cache(1), Err(LoadError));
    assert_eq!(below::RUNS.take(), 3);
    assert_eq!(below::load_async(1).await, Err(LoadError));
    assert_eq!(below::RUNS.take(), 3);
    assert_eq!(below::load_concurrently(1), Err(LoadError));
    assert_eq!(below::RUNS.take(), 3);
    assert_eq!(below::load_once(), Err(LoadError));
    assert_eq!(below::RUNS.take(), 3);
    // Of these, two put the body into the cached function and into the one that primes the cache.
    let mut sites = sites_in(concat!(module_path!(), "::below"));
    sites.dedup();
    assert_eq!(
        sites,
        ["load", "load_async", "load_concurrently", "load_once"]
    );
}

/// What primes these caches calls the body once.
#[test]
fn once_and_concurrent_cached_above_retry_are_run_three_times() {
    assert_eq!(above::load_concurrently(1), Err(LoadError));
    assert_eq!(above::RUNS.take(), 3);
    assert_eq!(above::load_concurrently_prime_cache(1), Err(LoadError));
    assert_eq!(above::RUNS.take(), 1);
    assert_eq!(above::load_once(), Err(LoadError));
    assert_eq!(above::RUNS.take(), 3);
    assert_eq!(above::load_once_prime_cache(), Err(LoadError));
    assert_eq!(above::RUNS.take(), 1);
    let sites = sites_in(concat!(module_path!(), "::above"));
    assert_eq!(sites, ["load_concurrently", "load_once"]);
}

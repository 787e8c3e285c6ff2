//! Mocks: `mockall`, `faux`. `#[automock]` above `#[retry]` is refused, which is in the docs of this crate.

use std::io;

use reattempt::retry;

use crate::{Runs, sites_in};

/// The trait is mocked, and its `impl` retries.
mod mocked_trait {
    use super::{Runs, io, retry};
    use mockall::automock;

    pub(super) static RUNS: Runs = Runs::new();

    #[automock]
    pub(super) trait Fetch {
        fn fetch(&self, id: u32) -> io::Result<u32>;
    }

    pub(super) struct Client;

    impl Fetch for Client {
        #[retry(backoff = ["0s"])]
        fn fetch(&self, id: u32) -> io::Result<u32> {
            assert_eq!(id, 7);
            RUNS.fail()
        }
    }
}

/// The body is in another `impl`.
mod mocked_type {
    use super::{Runs, io, retry};
    use mockall::automock;

    pub(super) static RUNS: Runs = Runs::new();

    pub(super) struct Client(pub(super) u32);

    #[automock]
    impl Client {
        pub(super) fn fetch(&self, id: u32) -> io::Result<u32> {
            self.fetch_retried(id)
        }
    }

    impl Client {
        #[retry(backoff = ["0s"])]
        fn fetch_retried(&self, id: u32) -> io::Result<u32> {
            assert_eq!(self.0, id);
            RUNS.fail()
        }
    }
}

mod faux_type {
    use super::{Runs, io, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[faux::create]
    pub(super) struct Client {
        id: u32,
    }

    #[faux::methods]
    impl Client {
        pub(super) fn new(id: u32) -> Self {
            Self { id }
        }

        #[retry(backoff = ["0s"])]
        pub(super) fn fetch(&self) -> io::Result<u32> {
            assert_eq!(self.id, 7);
            RUNS.fail()
        }

        #[retry(backoff = ["0s"])]
        pub(super) async fn fetch_async(&mut self, id: u32) -> io::Result<u32> {
            assert_eq!(self.id, id);
            RUNS.fail()
        }
    }
}

#[test]
fn below_automock_an_impl_of_the_trait_is_run_three_times_and_the_mock_once() {
    use mocked_trait::{Client, Fetch as _, MockFetch};

    assert!(Client.fetch(7).is_err());
    assert_eq!(mocked_trait::RUNS.take(), 3);
    let mut mock = MockFetch::new();
    mock.expect_fetch()
        .times(1)
        .returning(|_| mocked_trait::RUNS.fail());
    assert!(mock.fetch(7).is_err());
    assert_eq!(mocked_trait::RUNS.take(), 1);
    let sites = sites_in(concat!(module_path!(), "::mocked_trait"));
    assert_eq!(sites, ["fetch"]);
}

#[test]
fn below_automock_a_function_of_another_impl_is_run_three_times_and_the_mock_once() {
    use mocked_type::{Client, MockClient};

    assert!(Client(7).fetch(7).is_err());
    assert_eq!(mocked_type::RUNS.take(), 3);
    let mut mock = MockClient::new();
    mock.expect_fetch()
        .times(1)
        .returning(|_| mocked_type::RUNS.fail());
    assert!(mock.fetch(7).is_err());
    assert_eq!(mocked_type::RUNS.take(), 1);
    let sites = sites_in(concat!(module_path!(), "::mocked_type"));
    assert_eq!(sites, ["fetch_retried"]);
}

#[tokio::test]
async fn a_method_of_faux_is_run_three_times_and_not_nine_and_the_mock_once() {
    let mut client = faux_type::Client::new(7);
    assert!(client.fetch().is_err());
    assert_eq!(faux_type::RUNS.take(), 3);
    assert!(client.fetch_async(7).await.is_err());
    assert_eq!(faux_type::RUNS.take(), 3);
    let mut mock = faux_type::Client::faux();
    faux::when!(mock.fetch)
        .once()
        .then(|()| faux_type::RUNS.fail());
    assert!(mock.fetch().is_err());
    assert_eq!(faux_type::RUNS.take(), 1);
    // In a module that has another name in each build.
    let sites = sites_in(concat!(module_path!(), "::faux_type"));
    let functions: Vec<_> = sites
        .iter()
        .filter_map(|site| site.rsplit("::").next())
        .collect();
    assert_eq!(functions, ["fetch", "fetch_async"]);
}

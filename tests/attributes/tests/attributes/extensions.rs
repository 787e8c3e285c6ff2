//! Attributes that make a trait of an `impl`: `easy-ext`, `extend`, `ext-trait`, `inherent`, `trait-variant`.

use std::io;

use reattempt::retry;

use crate::{Runs, sites_in};

mod easy {
    use super::{Runs, io, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[easy_ext::ext(Fetch)]
    pub(super) impl str {
        #[retry(backoff = ["0s"])]
        fn fetch(&self) -> io::Result<u32> {
            RUNS.fail()
        }

        #[retry(backoff = ["0s"])]
        async fn fetch_async(&self, mut id: u32) -> io::Result<u32> {
            id += 1;
            assert_eq!((self, id), ("/", 8));
            RUNS.fail()
        }
    }
}

mod extend {
    use super::{Runs, io, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[::extend::ext(name = Fetch)]
    pub(super) impl str {
        #[retry(backoff = ["0s"])]
        fn fetch(&self) -> io::Result<u32> {
            RUNS.fail()
        }
    }

    #[::extend::ext(name = FetchAsync)]
    #[async_trait::async_trait]
    pub(super) impl str {
        #[retry(backoff = ["0s"])]
        async fn fetch_async(&self, id: u32) -> io::Result<u32> {
            assert_eq!((self, id), ("/", 7));
            RUNS.fail()
        }
    }
}

mod ext_trait {
    use super::{Runs, io, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[::ext_trait::extension(pub(super) trait Fetch)]
    impl str {
        #[retry(backoff = ["0s"])]
        fn fetch(&self) -> io::Result<u32> {
            RUNS.fail()
        }
    }
}

mod inherent {
    use super::{Runs, io, retry};

    pub(super) static RUNS: Runs = Runs::new();

    trait Fetch {
        fn fetch(&self, id: u32) -> io::Result<u32>;
        async fn fetch_as<T: Into<u32>>(&mut self, id: T) -> io::Result<u32>;
    }

    pub(super) struct Client;

    #[::inherent::inherent]
    impl Fetch for Client {
        #[retry(backoff = ["0s"])]
        pub(super) fn fetch(&self, id: u32) -> io::Result<u32> {
            assert_eq!(id, 7);
            RUNS.fail()
        }

        #[retry(backoff = ["0s"])]
        pub(super) async fn fetch_as<T: Into<u32>>(&mut self, id: T) -> io::Result<u32> {
            let _ = &id;
            RUNS.fail()
        }
    }
}

mod variant {
    use super::{Runs, io, retry};

    pub(super) static RUNS: Runs = Runs::new();

    #[trait_variant::make(Fetch: Send)]
    pub(super) trait LocalFetch {
        async fn fetch(&self, id: u32) -> io::Result<u32>;
    }

    pub(super) struct Client;

    impl Fetch for Client {
        #[retry(backoff = ["0s"])]
        async fn fetch(&self, id: u32) -> io::Result<u32> {
            assert_eq!(id, 7);
            RUNS.fail()
        }
    }
}

#[tokio::test]
async fn a_method_that_easy_ext_declares_is_run_three_times() {
    use easy::Fetch as _;

    assert!("/".fetch().is_err());
    assert_eq!(easy::RUNS.take(), 3);
    assert!("/".fetch_async(7).await.is_err());
    assert_eq!(easy::RUNS.take(), 3);
    let sites = sites_in(concat!(module_path!(), "::easy"));
    assert_eq!(sites, ["fetch", "fetch_async"]);
}

#[tokio::test]
async fn a_method_that_extend_declares_is_run_three_times() {
    use extend::{Fetch as _, FetchAsync as _};

    assert!("/".fetch().is_err());
    assert_eq!(extend::RUNS.take(), 3);
    assert!("/".fetch_async(7).await.is_err());
    assert_eq!(extend::RUNS.take(), 3);
    let sites = sites_in(concat!(module_path!(), "::extend"));
    assert_eq!(sites, ["fetch", "fetch_async"]);
}

#[test]
fn a_method_that_ext_trait_declares_is_run_three_times() {
    use ext_trait::Fetch as _;

    assert!("/".fetch().is_err());
    assert_eq!(ext_trait::RUNS.take(), 3);
    let sites = sites_in(concat!(module_path!(), "::ext_trait"));
    assert_eq!(sites, ["fetch"]);
}

#[tokio::test]
async fn an_inherent_method_is_run_three_times_and_not_nine() {
    let mut client = inherent::Client;
    assert!(client.fetch(7).is_err());
    assert_eq!(inherent::RUNS.take(), 3);
    assert!(client.fetch_as(7_u8).await.is_err());
    assert_eq!(inherent::RUNS.take(), 3);
    let sites = sites_in(concat!(module_path!(), "::inherent"));
    assert_eq!(sites, ["fetch", "fetch_as"]);
}

#[tokio::test]
async fn an_impl_of_a_trait_variant_is_run_three_times() {
    use variant::LocalFetch as _;

    assert!(variant::Client.fetch(7).await.is_err());
    assert_eq!(variant::RUNS.take(), 3);
    let sites = sites_in(concat!(module_path!(), "::variant"));
    assert_eq!(sites, ["fetch"]);
}

//! The list of sites: every annotated function in the program is on it, once, called or not.

#![allow(
    dead_code,
    clippy::extra_unused_type_parameters,
    clippy::manual_async_fn,
    clippy::no_effect_underscore_binding,
    clippy::unused_self,
    reason = "functions that do nothing, and that nobody calls, are what this is about"
)]

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reattempt::{Breaker, Budget, Interrupted, Policy, RegisteredSite, RetryError, retry};
// A program that does not name a crate is linked without it.
use uncalled as _;

type Result<T = (), E = io::Error> = std::result::Result<T, E>;

/// How many sites have this name.
fn listed(name: &str) -> usize {
    let sites = reattempt::sites();
    sites.iter().filter(|site| site.name() == name).count()
}

fn site(name: &str) -> RegisteredSite {
    let mut sites = reattempt::sites().into_iter();
    sites.find(|site| site.name() == name).expect(name)
}

fn assert_listed_once(module: &str, functions: &[&str]) {
    for function in functions {
        let name = format!("{module}::{function}");
        assert_eq!(listed(&name), 1, "{name}");
    }
}

#[test]
fn a_library_of_which_nothing_is_used() {
    assert_listed_once("uncalled", &["generic", "load", "public"]);
    assert_eq!(listed("uncalled.private"), 1);
    assert!(site("uncalled::public").file().ends_with("lib.rs"));
}

mod free {
    use super::*;

    #[retry]
    fn sync() -> Result {
        Ok(())
    }

    #[retry]
    async fn asynchronous() -> Result {
        Ok(())
    }

    #[retry]
    fn option() -> Option<u32> {
        None
    }

    #[retry]
    fn reporting() -> std::result::Result<(), RetryError<io::Error>> {
        Ok(())
    }

    #[retry]
    #[allow(improper_ctypes_definitions)]
    unsafe extern "C" fn qualified() -> Result {
        Ok(())
    }

    #[retry]
    fn future() -> impl Future<Output = Result> {
        async { Ok(()) }
    }

    #[retry]
    fn boxed<'a>(_id: &'a u32) -> Pin<Box<dyn Future<Output = Result> + 'a>> {
        Box::pin(async move { Ok(()) })
    }
}

#[test]
fn free_functions() {
    assert_listed_once(
        "register_listed::free",
        &[
            "sync",
            "asynchronous",
            "option",
            "reporting",
            "qualified",
            "future",
            "boxed",
        ],
    );
}

mod generic {
    use super::*;

    #[retry]
    fn types<T, U: Default>(_value: &T) -> Result<U> {
        Ok(U::default())
    }

    #[retry]
    async fn lifetimes<'a>(name: &'a str, _other: &str) -> Result<&'a str> {
        Ok(name)
    }

    #[retry(max_attempts = ATTEMPTS)]
    async fn constants<const ATTEMPTS: u32>() -> Result {
        Ok(())
    }

    #[retry]
    pub(super) fn called<T>(_value: T) -> Result {
        Ok(())
    }
}

#[test]
fn generic_functions_are_one_whatever_their_forms() {
    generic::called(1).unwrap();
    generic::called("one").unwrap();
    assert_listed_once(
        "register_listed::generic",
        &["types", "lifetimes", "constants", "called"],
    );
}

mod methods {
    use super::*;

    pub(super) struct Shop<T>(T);

    impl<T> Shop<T> {
        #[retry]
        fn by_ref(&self) -> Result {
            Ok(())
        }

        #[retry]
        async fn by_mut(&mut self) -> Result {
            Ok(())
        }

        #[retry]
        async fn by_arc(self: Arc<Self>) -> Result {
            Ok(())
        }
    }

    trait Load {
        #[retry]
        fn provided(&self) -> Result {
            Ok(())
        }

        fn implemented(&self) -> Result;
    }

    impl<T> Load for Shop<T> {
        #[retry]
        fn implemented(&self) -> Result {
            Ok(())
        }
    }

    #[async_trait::async_trait]
    trait AsyncLoad {
        #[retry]
        async fn provided_async(&self) -> Result {
            Ok(())
        }

        async fn implemented_async(&self) -> Result;
    }

    #[async_trait::async_trait]
    impl<T: Sync> AsyncLoad for Shop<T> {
        #[retry]
        async fn implemented_async(&self) -> Result {
            Ok(())
        }
    }
}

#[test]
fn methods_of_types_that_are_never_made() {
    assert_listed_once(
        "register_listed::methods",
        &["by_ref", "by_mut", "by_arc", "provided", "implemented"],
    );
    assert_listed_once(
        "register_listed::methods",
        &["provided_async", "implemented_async"],
    );
}

mod options {
    use super::*;

    static BUDGET: Budget = Budget::new();
    static BREAKER: Breaker = Breaker::new();

    #[derive(Debug)]
    pub(super) enum Error {
        Busy,
        Interrupted(Interrupted),
    }

    impl From<Interrupted> for Error {
        fn from(interrupted: Interrupted) -> Self {
            Self::Interrupted(interrupted)
        }
    }

    #[retry(policy = policy, jitter = "none")]
    fn policy_at_entry(policy: Policy) -> Result {
        Ok(())
    }

    #[retry(on = [Busy], when = |_| true, on_event = |_| {}, attempt = attempt, budget = BUDGET)]
    fn hooks() -> Result<(), Error> {
        assert!(attempt.is_first());
        Ok(())
    }

    #[retry(on = [_], until = |&value| value > 0, breaker = BREAKER, budget)]
    fn guards() -> Result<u32, Error> {
        Ok(1)
    }

    #[retry(on = [Busy], attempt_timeout = "1s", until = |()| true, breaker = BREAKER)]
    async fn ends() -> Result<(), Error> {
        Ok(())
    }

    #[retry(max_attempts = 2, max_elapsed = "1s", nested = "bounded", sleep = |_| {})]
    fn bounds() -> Result {
        Ok(())
    }
}

#[test]
fn functions_with_options() {
    assert_listed_once(
        "register_listed::options",
        &["policy_at_entry", "hooks", "guards", "ends", "bounds"],
    );
}

mod inside {
    use super::*;

    #[retry]
    fn outer() -> Result {
        #[retry]
        fn inner() -> Result {
            Ok(())
        }
        let _closure = || {
            #[retry]
            async fn in_closure() -> Result {
                Ok(())
            }
        };
        inner()
    }

    const fn not_retried<T>() {
        #[retry]
        fn in_const_fn() -> Result {
            Ok(())
        }
    }
}

#[test]
fn functions_in_functions() {
    assert_listed_once(
        "register_listed::inside",
        &["outer", "inner", "in_closure", "in_const_fn"],
    );
}

macro_rules! retried {
    ($($name:ident)+) => {
        $(
            #[retry]
            fn $name() -> Result {
                Ok(())
            }
        )+
    };
}

mod generated {
    use super::*;

    retried!(first second);
    retried!(third);
}

#[test]
fn functions_in_macros() {
    assert_listed_once("register_listed::generated", &["first", "second", "third"]);
}

mod same_name {
    use super::*;

    #[retry(name = "same")]
    fn one() -> Result {
        Ok(())
    }

    #[retry(name = "same")]
    fn another() -> Result {
        Ok(())
    }
}

#[test]
fn equal_names_are_listed_apart() {
    assert_eq!(listed("same"), 2);
}

#[test]
fn a_site_says_where_it_is() {
    const LINE: u32 = line!() + 2;

    #[retry(name = "placed")]
    fn placed() -> Result {
        Ok(())
    }

    let site = site("placed");
    assert_eq!(site.file(), file!());
    assert_eq!((site.line(), site.column()), (LINE, 5));
}

#[test]
fn a_site_says_its_policy_where_all_calls_have_the_same() {
    #[retry(name = "constant", max_attempts = 7, backoff = "fixed")]
    fn constant() -> Result {
        Ok(())
    }

    #[retry(name = "at entry", max_attempts = attempts)]
    fn at_entry(attempts: u32) -> Result {
        Ok(())
    }

    struct Unit;
    impl Unit {
        const DELAY: Duration = Duration::from_millis(5);

        #[retry(name = "of the impl", initial_delay = Self::DELAY)]
        fn of_the_impl() -> Result {
            Ok(())
        }
    }

    let policy = site("constant").policy().copied();
    let expected = "7 attempts, fixed 1s, equal jitter";
    assert_eq!(policy.expect("constant").to_string(), expected);
    assert_eq!(site("at entry").policy(), None);
    assert_eq!(site("of the impl").policy(), None);
}

#[test]
fn sites_are_in_the_order_of_their_names_and_places() {
    let sites = reattempt::sites();
    assert_eq!(sites.len(), sites.iter().count());
    assert!(!sites.is_empty());

    let order: Vec<_> = sites
        .iter()
        .map(|site| (site.name(), site.file(), site.line(), site.column()))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
}

//! What the list says of each site, and in which order.

use std::time::Duration;

use crate::*;

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
fn sites_of_equal_name_are_listed_apart() {
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

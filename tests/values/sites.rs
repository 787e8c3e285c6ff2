//! The list of sites: those of `site!` from the beginning, places once a call there has failed.

use crate::support::{Error, at_once};
use reattempt::{Policy, Retry, site};

#[test]
fn a_site_is_listed_before_anything_fails_and_a_place_after() {
    let listed = |name: &str| reattempt::sites().iter().any(|site| site.name() == name);
    assert!(listed("orders.listed"));
    let retry = Retry::new(Policy::new()).site(site!("orders.listed"));
    let place = Retry::new(Policy::new()).name("orders.placed");
    assert!(!listed("orders.placed"));
    at_once(|| {
        let _ = retry.call(|| Err::<(), _>(Error::Io(1)));
        let _ = place.call(|| Err::<(), _>(Error::Io(1)));
    });
    assert!(listed("orders.placed"));
    let sites = reattempt::sites();
    let counts = |name: &str| {
        let site = sites.iter().find(|site| site.name() == name).unwrap();
        (site.counts().retries(), site.counts().gave_up())
    };
    assert_eq!(counts("orders.listed"), counts("orders.placed"));
}

#[test]
fn a_site_has_the_policy_it_is_given() {
    const POLICY: Policy = Policy::builder().max_attempts(7).build();
    let site = site!("orders.with_policy", POLICY);
    assert_eq!(site.policy(), Some(&POLICY));
}

//! What the tests of the register have in common.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

use std::sync::Arc;

use reattempt::test_util::VirtualClock;
use reattempt::{Counts, Scope};

/// What has happened at the site of this name. Each test has sites of its own: counts are those of
/// the process.
pub fn counts(name: &str) -> Counts {
    let sites = reattempt::sites();
    let mut named = sites.iter().filter(|site| site.name() == name);
    let site = named.next().expect(name);
    assert!(named.next().is_none(), "{name} is one site");
    site.counts().clone()
}

/// Runs on a clock of its own, so that no wait takes time.
pub fn at_once<T>(call: impl FnOnce() -> T) -> T {
    Scope::new().clock(Arc::new(VirtualClock::new())).run(call)
}

/// Both kinds of numbers, as pairs to compare.
pub fn reasons(counts: &Counts) -> Vec<(&'static str, u64)> {
    let reasons = counts.reasons();
    reasons.map(|(reason, n)| (reason.as_str(), n)).collect()
}

pub fn errors(counts: &Counts) -> Vec<(&'static str, u64)> {
    counts.errors().collect()
}

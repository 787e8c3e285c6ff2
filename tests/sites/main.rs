//! What is counted at sites, and how it is told as data. `sites_listed` and `sites_table` look at all
//! sites of their process, so they are processes of their own. Without the feature `tokio` the module
//! of exact counts is left out, without `serde` that about JSON.

#[cfg(feature = "tokio")]
mod counts;
#[cfg(feature = "serde")]
mod json;
mod kinds;
mod load;
#[path = "../support/mod.rs"]
mod support;

use reattempt::{Class, Classify, Counts};

/// An error of a kind of its choice.
#[derive(Debug)]
struct Kind(&'static str);

impl Classify for Kind {
    fn classify(&self) -> Class {
        Class::Transient
    }

    fn kind(&self) -> &'static str {
        self.0
    }
}

/// What has happened at the site of this name. Each test has sites of its own: counts are those of
/// the process.
fn counts(name: &str) -> Counts {
    let sites = reattempt::sites();
    let mut named = sites.iter().filter(|site| site.name() == name);
    let site = named.next().expect(name);
    assert!(named.next().is_none(), "{name} is one site");
    site.counts().clone()
}

/// The number of errors of each kind.
fn errors(counts: &Counts) -> Vec<(&'static str, u64)> {
    counts.errors().collect()
}

//! The list of sites: every annotated function in the program is on it, once, called or not. These are
//! all sites of a process, so this is one of its own.

#![allow(
    dead_code,
    clippy::extra_unused_type_parameters,
    clippy::manual_async_fn,
    clippy::no_effect_underscore_binding,
    clippy::unused_self,
    reason = "functions that do nothing, and that nobody calls, are what this is about"
)]

mod entries;
mod free;
mod generated;
mod generic;
mod inside;
mod library;
mod methods;
mod options;

use std::io;

use reattempt::{RegisteredSite, retry};

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

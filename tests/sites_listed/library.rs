//! A library of which nothing is used.

// A program that does not name a crate is linked without it.
use uncalled as _;

use crate::*;

#[test]
fn the_sites_of_a_library_of_which_nothing_is_used_are_listed() {
    assert_listed_once("uncalled", &["generic", "load", "public"]);
    assert_eq!(listed("uncalled.private"), 1);
    assert!(site("uncalled::public").file().ends_with("lib.rs"));
}

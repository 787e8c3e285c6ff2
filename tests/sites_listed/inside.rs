//! Functions in the bodies of others.

use crate::*;

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

#[test]
fn every_function_inside_of_another_is_listed_once() {
    assert_listed_once(
        "sites_listed::inside",
        &["outer", "inner", "in_closure", "in_const_fn"],
    );
}

//! Generic functions.

use crate::*;

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

#[test]
fn a_generic_function_is_listed_once_whatever_its_forms() {
    generic::called(1).unwrap();
    generic::called("one").unwrap();
    assert_listed_once(
        "sites_listed::generic",
        &["types", "lifetimes", "constants", "called"],
    );
}

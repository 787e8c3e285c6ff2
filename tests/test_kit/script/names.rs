//! Which functions a name means.

use super::*;

#[retry]
fn fetch() -> Result<u32, Error> {
    Ok(0)
}

#[retry(name = "page store")]
fn named() -> Result<u32, Error> {
    Ok(0)
}

#[retry]
fn prefetch() -> Result<u32, Error> {
    Ok(0)
}

#[test]
fn a_script_goes_to_a_function_by_its_name_whole_or_from_a_separator_on() {
    for name in ["fetch", "names::fetch", "test_kit::script::names::fetch"] {
        let script = script();
        let scope = Scope::new().at_most(9).inject(name, &script);
        assert_eq!(
            scope.run(|| (prefetch().unwrap(), fetch().unwrap())),
            (0, 7)
        );
    }
    let scope = Scope::new().at_most(9).inject("page store", &script());
    assert_eq!(scope.run(named).unwrap(), 7);
}

#[test]
fn a_script_for_a_misspelt_name_panics_with_the_names_there_are() {
    let text = message(|| {
        let scope = Scope::new().inject("fecth", &script());
        scope.run(|| (fetch().unwrap(), named().unwrap()));
    });
    assert_eq!(
        text,
        "nothing was injected into `fecth`: those called in the scope are `page store`, \
         `test_kit::script::names::fetch`"
    );
}

#[test]
fn a_script_for_a_function_that_is_not_called_panics() {
    let text = message(|| {
        let scope = Scope::new().inject("fetch", &script());
        scope.run(|| ());
    });
    assert_eq!(
        text,
        "nothing was injected into `fetch`: no function with `#[retry]` was called in the scope"
    );
}

#[test]
fn a_panic_in_the_scope_of_an_unplayed_script_is_the_one_seen() {
    let text = message(|| {
        let scope = Scope::new().inject("fetch", &script());
        scope.run(|| panic!("before"));
    });
    assert_eq!(text, "before");
}

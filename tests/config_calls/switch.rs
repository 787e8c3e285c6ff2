//! What operators say, over all layers.

use crate::{Turn, apply, attempts};
use reattempt::config::{self, Config, Source, Switch, SwitchError, switch, switches};

fn set(pattern: &str, to: Switch) {
    switch(pattern, to).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn the_word_of_an_operator_goes_over_every_layer_and_can_be_taken_back() {
    let _turn = Turn::begin();
    set("*", Switch::Off);
    assert_eq!(attempts(), 1);
    set("*", Switch::Configured);
    assert_eq!(attempts(), 3);

    let variables = [("LOAD_ENABLED", "false")];
    let config = Config::new().env("LOAD", "load").vars(variables);
    config.apply().unwrap();
    assert_eq!(attempts(), 1);
    set("load", Switch::On);
    assert_eq!(attempts(), 3);
    let site = config::effective().site("load").unwrap().clone();
    assert!(site.is_enabled());
    assert_eq!(*site.settings()[0].source(), Source::Operator);
    assert_eq!(
        site.settings()[0].to_string(),
        r#"enabled = true from an operator "load", overriding false from LOAD_ENABLED"#
    );
    set("load", Switch::Configured);
    assert_eq!(attempts(), 1);
}

#[test]
fn the_word_of_an_operator_stays_when_configuration_is_read_again() {
    let _turn = Turn::begin();
    set("load", Switch::Off);
    apply("load = { enabled = true, max_attempts = 5 }");
    assert_eq!(attempts(), 1);
    let applied = Config::new().apply().unwrap();
    assert!(!applied.site("load").unwrap().is_enabled());
    config::clear();
    assert_eq!(attempts(), 3);
    assert!(switches().is_empty());
}

#[test]
fn the_last_word_counts_whatever_is_more_precise() {
    let _turn = Turn::begin();
    set("load", Switch::On);
    set("*", Switch::Off);
    assert_eq!(attempts(), 1, "all means all");
    assert_eq!(switches(), [("*".to_owned(), Switch::Off)]);
    set("load", Switch::Configured);
    assert_eq!(attempts(), 3, "all but this one");
    set("lo*", Switch::Off);
    assert_eq!(attempts(), 1);
    assert_eq!(switches().len(), 2, "the word about `load` is covered");
    set("*", Switch::Configured);
    assert!(switches().is_empty());
}

#[test]
fn a_name_that_no_function_has_is_an_error_that_says_which_comes_closest() {
    let _turn = Turn::begin();
    let error = switch("laod", Switch::Off).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`laod` matches no retried function; did you mean `load`?"
    );
    assert!(matches!(error, SwitchError::UnknownSite { .. }));
    assert!(switches().is_empty());
}

#[test]
fn a_scope_that_is_unconfigured_hears_no_operator() {
    let _turn = Turn::begin();
    set("*", Switch::Off);
    let scope = reattempt::Scope::new().unconfigured();
    assert_eq!(scope.run(attempts), 3);
    let is_enabled = || config::effective().site("load").unwrap().is_enabled();
    assert!(scope.run(is_enabled));
    assert!(!is_enabled());
}

//! What goes before a number of attempts: the kill switch and scopes.

use crate::{Turn, apply, attempts, reset};
use reattempt::config::Config;
use reattempt::{Event, RetryError, Scope, StopReason, retry};
use std::cell::Cell;
use std::io;

#[test]
fn the_kill_switch_ends_each_call_after_one_attempt() {
    #[retry(name = "reporting", on_event = |event| events.set(matches!(event, Event::GaveUp(_))))]
    fn reporting(events: &Cell<bool>) -> Result<(), RetryError<io::Error>> {
        Err(reset())
    }

    let _turn = Turn::begin();
    apply("\"*\" = { enabled = false }\nload = { max_attempts = 9 }");
    assert_eq!(attempts(), 1);
    let events = Cell::new(false);
    let error = reporting(&events).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (1, StopReason::Disabled)
    );
    assert!(!events.get(), "what is switched off gives nothing up");

    apply("\"*\" = { enabled = false }\nload = { enabled = true }");
    assert_eq!(attempts(), 3, "the more precise decides");
}

#[test]
fn the_kill_switch_is_thrown_past_variables_that_make_no_sense() {
    let _turn = Turn::begin();
    let config = Config::new().env("APP", "*").vars([
        ("APP_ENABLED", "false"),
        ("APP_UI_ENABLED", "true"),
        ("APP_FACTORY", "https://user:secret@host"),
        ("APP_MAX_RETRIES", "many"),
        ("APP_MAX_ATTEMPTS", "some"),
    ]);
    config.apply().unwrap();
    assert_eq!(attempts(), 1);
}

#[test]
fn a_scope_bounds_attempts_further_than_the_configuration() {
    let _turn = Turn::begin();
    apply("\"*\" = { max_attempts = 9 }");
    assert_eq!(Scope::new().at_most(4).run(attempts), 4);
    assert_eq!(Scope::new().off().run(attempts), 1);
}

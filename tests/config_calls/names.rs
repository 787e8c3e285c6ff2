//! Which errors are retried, by names in the configuration.

use crate::{Turn, apply};
use reattempt::config::{Config, ProblemKind};
use reattempt::{Class, Classify, Interrupted, RetryError, StopReason, retry};
use std::cell::Cell;
use std::io;

#[derive(Clone, Copy, Debug, Classify)]
enum FetchError {
    #[classify(transient, kind = "ConnectionError", alias = "Io")]
    Connection,
    #[classify(transient)]
    Timeout,
    #[classify(throttled)]
    Throttled,
    #[classify(permanent)]
    NotFound,
}

use FetchError::{Connection, NotFound, Throttled, Timeout};

const ALL: [FetchError; 4] = [Connection, Timeout, Throttled, NotFound];

/// How often `function` is attempted with each error.
fn attempts(function: fn(FetchError, &Cell<u32>) -> Result<(), FetchError>) -> [u32; 4] {
    ALL.map(|error| {
        let calls = Cell::new(0);
        assert!(function(error, &calls).is_err());
        calls.get()
    })
}

#[retry(name = "by_class", initial_delay = "0s", throttled_delay = "0s")]
fn by_class(error: FetchError, calls: &Cell<u32>) -> Result<(), FetchError> {
    calls.set(calls.get() + 1);
    Err(error)
}

#[retry(name = "by_on", initial_delay = "0s", throttled_delay = "0s", on = [_], except = [NotFound])]
fn by_on(error: FetchError, calls: &Cell<u32>) -> Result<(), FetchError> {
    calls.set(calls.get() + 1);
    Err(error)
}

#[retry(name = "by_when", initial_delay = "0s", throttled_delay = "0s", when = |error| matches!(error, Timeout))]
fn by_when(error: FetchError, calls: &Cell<u32>) -> Result<(), FetchError> {
    calls.set(calls.get() + 1);
    Err(error)
}

#[retry(
    name = "unprocessed",
    initial_delay = "0s",
    throttled_delay = "0s",
    idempotent = false
)]
fn unprocessed(error: FetchError, calls: &Cell<u32>) -> Result<(), FetchError> {
    calls.set(calls.get() + 1);
    Err(error)
}

fn check(
    function: fn(FetchError, &Cell<u32>) -> Result<(), FetchError>,
    settings: &str,
    expected: [u32; 4],
    case: &str,
) {
    apply(&format!("['*']\n{settings}"));
    assert_eq!(attempts(function), expected, "{case}: {settings}");
}

#[test]
fn names_decide_after_the_attribute() {
    let _turn = Turn::begin();
    // ConnectionError, Timeout, Throttled, NotFound
    for (function, settings, expected, case) in [
        (by_class as fn(_, &_) -> _, "", [3, 3, 3, 1], "nothing"),
        (
            by_class,
            "non_retryable_errors = ['Timeout']",
            [3, 1, 3, 1],
            "a kind",
        ),
        (
            by_class,
            "non_retryable_errors = ['transient']",
            [1, 1, 3, 1],
            "a class",
        ),
        (
            by_class,
            "non_retryable_errors = ['ConnectionError']",
            [1, 3, 3, 1],
            "a kind of its own name",
        ),
        (
            by_class,
            "non_retryable_errors = ['Io']",
            [1, 3, 3, 1],
            "another name",
        ),
        (
            by_class,
            "retryable_errors = ['Timeout']",
            [1, 3, 1, 1],
            "these and no others",
        ),
        (
            by_class,
            "retryable_errors = ['NotFound']",
            [1, 1, 1, 3],
            "a permanent one",
        ),
        (
            by_class,
            "retryable_errors = ['throttled', 'Io']",
            [3, 1, 3, 1],
            "both",
        ),
        (
            by_class,
            "retryable_errors = ['transient']\nnon_retryable_errors = ['Timeout']",
            [3, 1, 1, 1],
            "what is not retryable is taken from what is",
        ),
        (
            by_class,
            "retryable_errors = []\nnon_retryable_errors = []",
            [3, 3, 3, 1],
            "empty lists",
        ),
    ] {
        check(function, settings, expected, case);
    }
}

#[test]
fn what_the_code_excludes_stays_excluded() {
    let _turn = Turn::begin();
    // ConnectionError, Timeout, Throttled, NotFound
    for (function, settings, expected, case) in [
        (
            by_on as fn(_, &_) -> _,
            "",
            [3, 3, 3, 1],
            "nothing, with `on`",
        ),
        (
            by_on,
            "retryable_errors = ['Throttled']",
            [1, 1, 3, 1],
            "in the place of `on`",
        ),
        (
            by_on,
            "retryable_errors = ['NotFound']",
            [1, 1, 1, 1],
            "never what `except` lists",
        ),
        (
            by_on,
            "retryable_errors = ['transient']",
            [3, 3, 1, 1],
            "a class, with `on`",
        ),
        (
            by_when,
            "retryable_errors = ['Throttled']",
            [1, 1, 3, 1],
            "in the place of `when`",
        ),
        (
            by_when,
            "retryable_errors = ['transient']",
            [1, 3, 1, 1],
            "a class is what `when` made of it",
        ),
        (
            by_when,
            "non_retryable_errors = ['Timeout']",
            [1; 4],
            "less than `when`",
        ),
        (unprocessed, "", [1, 1, 3, 1], "nothing, with `idempotent`"),
        (
            unprocessed,
            "retryable_errors = ['Timeout']",
            [1; 4],
            "never what may have been processed",
        ),
        (
            unprocessed,
            "non_retryable_errors = ['Throttled']",
            [1; 4],
            "less than that",
        ),
    ] {
        check(function, settings, expected, case);
    }
}

#[test]
fn what_is_named_is_told_of_as_what_it_has_become() {
    #[retry(name = "reported", initial_delay = "0s", on_event = |event| {
        classes.set(Some(match event {
            reattempt::Event::Retrying(event) => event.class,
            _ => return,
        }));
    })]
    fn reported(
        error: FetchError,
        classes: &Cell<Option<Class>>,
    ) -> Result<(), RetryError<FetchError>> {
        Err(error)
    }

    let _turn = Turn::begin();
    apply("reported = { retryable_errors = ['NotFound'] }");
    let classes = Cell::new(None);
    let error = reported(NotFound, &classes).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (3, StopReason::Attempts)
    );
    assert_eq!(classes.get(), Some(Class::Transient));
    let error = reported(Timeout, &classes).unwrap_err();
    assert_eq!(
        (error.attempts(), error.reason()),
        (1, StopReason::Permanent)
    );
}

#[test]
fn an_attempt_that_ended_without_an_error_is_no_business_of_names() {
    #[retry(name = "unsatisfied", initial_delay = "0s", until = |done| *done)]
    fn unsatisfied(calls: &Cell<u32>) -> Result<bool, Interrupted> {
        calls.set(calls.get() + 1);
        Ok(false)
    }

    let _turn = Turn::begin();
    apply("unsatisfied = { non_retryable_errors = ['Unsatisfied', 'transient'] }");
    let calls = Cell::new(0);
    assert!(unsatisfied(&calls).is_err());
    assert_eq!(calls.get(), 3);
}

#[retry(name = "opaque")]
fn opaque() -> io::Result<()> {
    Ok(())
}

type Fetched<T> = Result<T, FetchError>;

#[retry(name = "aliased")]
fn aliased() -> Fetched<()> {
    Ok(())
}

#[retry(name = "generic")]
fn generic<E: Classify + Clone>(result: &Result<(), E>) -> Result<(), E> {
    result.clone()
}

#[test]
fn a_name_that_no_error_has_is_a_mistake() {
    assert!(opaque().is_ok() && aliased().is_ok() && generic::<FetchError>(&Ok(())).is_ok());
    let check = |text: &str| {
        let checked = Config::new().toml("retry.toml", text).check();
        checked.map(drop).map_err(|error| error.to_string())
    };
    let listed = "; the kinds are ConnectionError, Timeout, Throttled, NotFound";
    for site in ["by_class", "by_on", "reported"] {
        assert_eq!(
            check(&format!(
                "{site} = {{ retryable_errors = ['Timeout', 'Timout'] }}"
            )),
            Err(format!(
                r#"retry.toml: "{site}": retryable_errors = ["Timeout", "Timout"]: "Timout" is no class and no kind of error of {site}; write "Timeout"{listed}"#
            ))
        );
        assert_eq!(
            check(&format!(
                "{site} = {{ non_retryable_errors = ['Elephant'] }}"
            )),
            Err(format!(
                r#"retry.toml: "{site}": non_retryable_errors = ["Elephant"]: "Elephant" is no class and no kind of error of {site}{listed}"#
            ))
        );
    }
    for fine in [
        // The kinds are not known, nor are those of an alias or a type parameter.
        "opaque = { retryable_errors = ['ConnectionReset', 'Elephant'] }",
        "aliased = { retryable_errors = ['Elephant'] }",
        "generic = { retryable_errors = ['Elephant'] }",
        // For some of them it may be one.
        "'*' = { retryable_errors = ['Elephant'] }",
        "by_class = { retryable_errors = ['Io', 'throttled', 'unsent', 'permanent'] }",
    ] {
        assert_eq!(check(fine), Ok(()), "{fine}");
    }
    let error = Config::new()
        .toml("retry.toml", "'by_*' = { retryable_errors = ['Elephant'] }")
        .check()
        .unwrap_err();
    let ProblemKind::UnknownError { name, sites, .. } = &error.problems()[0].kind else {
        panic!("{error}");
    };
    assert_eq!(
        (name.as_str(), sites.as_slice()),
        ("Elephant", &["by_class", "by_on", "by_when"][..])
    );
}

#[test]
fn names_come_from_variables_too() {
    let _turn = Turn::begin();
    let config = Config::new()
        .env("FETCH", "by_class")
        .vars([("FETCH_NON_RETRYABLE_ERRORS", "Timeout, throttled")]);
    let effective = config.apply().unwrap();
    assert_eq!(attempts(by_class), [3, 1, 1, 1]);
    let shown = effective.site("by_class").unwrap().to_string();
    assert!(
        shown
            .ends_with("non_retryable_errors = Timeout, throttled from FETCH_NON_RETRYABLE_ERRORS"),
        "{shown}"
    );
}

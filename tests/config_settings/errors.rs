use std::cell::Cell;

use reattempt::config::{ErrorNames, Key, SettingsError};
use reattempt::{Classify, retry};

use crate::{json, mistake, settings};

#[derive(Clone, Copy, Debug, Classify)]
enum FetchError {
    #[classify(transient, alias = "Io")]
    Connection,
    #[classify(throttled)]
    Throttled,
    #[classify(permanent)]
    NotFound,
}

const ALL: [FetchError; 3] = [
    FetchError::Connection,
    FetchError::Throttled,
    FetchError::NotFound,
];

#[test]
fn names_decide_and_else_the_class() {
    let retries = |names: &ErrorNames| ALL.map(|error| names.retries(&error));
    for (names, expected) in [
        (ErrorNames::new(), [true, true, false]),
        (
            ErrorNames::new().retryable(["NotFound"]),
            [false, false, true],
        ),
        (
            ErrorNames::new().non_retryable(["Io"]),
            [false, true, false],
        ),
        (
            ErrorNames::new()
                .retryable(["Io", "throttled"])
                .non_retryable(["Throttled"]),
            [true, false, false],
        ),
        (ErrorNames::new().retryable(["Elephant"]), [false; 3]),
    ] {
        assert_eq!(retries(&names), expected, "{names:?}");
    }
}

#[test]
fn names_are_settings() {
    let read = json(r#"{ "retryable_errors": ["Io", "throttled"], "non_retryable_errors": [] }"#);
    let set = [(Key::RetryableErrors, "Io, throttled")];
    assert_eq!(read.errors(), settings(&set).errors());
    assert_eq!(
        read.errors(),
        ErrorNames::new().retryable(["Io", "throttled"])
    );
    let text = serde_json::to_string(&read).unwrap();
    assert_eq!(json(&text), read, "{text}");
    assert!(read.onto(reattempt::Policy::new()).is_ok());
    assert_eq!(
        mistake(r#"{ "retryable_errors": "Io" }"#),
        r#"retryable_errors = "Io": must be a list of names: kinds of errors, such as "Timeout", or classes, such as "transient"; write ["Io"]"#
    );
    assert_eq!(
        mistake(r#"{ "ignore_exceptions": [] }"#),
        "ignore_exceptions = []: there is no such key; it is called non_retryable_errors here"
    );
}

#[test]
fn names_are_checked_against_the_kinds_of_an_error() {
    let known = settings(&[
        (Key::RetryableErrors, "Io"),
        (Key::NonRetryableErrors, "NotFound,permanent"),
    ]);
    assert_eq!(known.errors_of::<FetchError>().unwrap(), known.errors());
    let unknown = settings(&[(Key::NonRetryableErrors, "Throtled")]);
    let error = unknown.errors_of::<FetchError>().unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"non_retryable_errors: "Throtled" is no class and no kind of this error; write "Throttled"; the kinds are Connection, Throttled, NotFound"#
    );
    let SettingsError::UnknownErrors { names, known } = error else {
        panic!("{error:?}");
    };
    assert_eq!(known, ["Connection", "Throttled", "NotFound"]);
    assert_eq!(
        (names[0].key, names[0].name.as_str(), names[0].nearest),
        (Key::NonRetryableErrors, "Throtled", Some("Throttled"))
    );
    let several = settings(&[
        (Key::RetryableErrors, "NotFund,Io,Elephant"),
        (Key::NonRetryableErrors, "Giraffe"),
    ]);
    let error = several.errors_of::<FetchError>().unwrap_err().to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert!(
        lines[0].starts_with(r#"retryable_errors: "NotFund" is"#),
        "{error}"
    );
    assert!(
        lines[1].starts_with(r#"retryable_errors: "Elephant" is"#),
        "{error}"
    );
    assert!(
        lines[2].starts_with(r#"non_retryable_errors: "Giraffe" is"#),
        "{error}"
    );
    assert_eq!(lines.len(), 3);
    assert!(unknown.errors_of::<std::io::Error>().is_ok());
}

#[test]
fn a_tenant_says_which_errors_are_retried() {
    struct Tenant {
        errors: ErrorNames,
        calls: Cell<u32>,
    }

    impl Tenant {
        #[retry(initial_delay = "0s", throttled_delay = "0s", when = |error| self.errors.retries(error))]
        fn fetch(&self, error: FetchError) -> Result<(), FetchError> {
            self.calls.set(self.calls.get() + 1);
            Err(error)
        }
    }

    let attempts = |text: &str| {
        ALL.map(|error| {
            let errors = json(text).errors_of::<FetchError>().unwrap();
            let tenant = Tenant {
                errors,
                calls: Cell::new(0),
            };
            assert!(tenant.fetch(error).is_err());
            tenant.calls.get()
        })
    };
    assert_eq!(
        attempts(r#"{ "non_retryable_errors": ["Throttled"] }"#),
        [3, 1, 1]
    );
    assert_eq!(
        attempts(r#"{ "retryable_errors": ["NotFound"] }"#),
        [1, 1, 3]
    );
}

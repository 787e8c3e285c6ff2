//! What of an error's text gets into the log. The hook that has a say in it is the whole process's, so
//! this is one of its own.

mod support;

use std::borrow::Cow;
use std::error::Error;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reattempt::{redact_errors, retry};
use support::at_once;
use support::lines::logged;

/// The hook is the process's, so tests take turns; each begins without one.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    redact_errors(|text| text.into());
    turn
}

fn without_secret(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.replace("hunter2", "***"))
}

#[retry(max_attempts = 2, on = [_])]
fn call(text: &str) -> Result<(), String> {
    Err(text.to_owned())
}

/// The error text of a line, as it is written.
fn error(line: &str) -> &str {
    let (_, text) = line.split_once(" error=\"").expect("an error");
    let end = text
        .find("\" ")
        .or_else(|| text.strip_suffix('"').map(str::len));
    &text[..end.expect("its end")]
}

#[test]
fn every_log_line_with_an_error_is_redacted() {
    #[retry]
    fn answer() -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::NotFound, "password hunter2"))
    }
    #[retry]
    fn unknown() -> Result<(), Box<dyn Error>> {
        Err("password hunter2".into())
    }

    let _turn = turn();
    redact_errors(without_secret);
    let lines = logged(|| {
        let result = call("password hunter2");
        assert_eq!(result, Err("password hunter2".to_owned()), "only the log");
        assert!(answer().is_err());
        assert!(unknown().is_err());
    });
    let begin = |begin: &str| lines.iter().any(|line| line.starts_with(begin));
    assert!(begin("WARN reattempt: retrying "), "{lines:?}");
    assert!(begin("ERROR reattempt: gave up "), "{lines:?}");
    assert!(begin("DEBUG reattempt: not retried "), "{lines:?}");
    assert!(begin("WARN reattempt: not retried: no type"), "{lines:?}");
    for line in &lines {
        assert_eq!(error(line), "password ***", "{line}");
    }
}

#[test]
fn without_a_redaction_hook_errors_are_logged_as_they_are() {
    let _turn = turn();
    let lines = logged(|| call("password hunter2"));
    assert_eq!(error(&lines[0]), "password hunter2");
}

#[test]
fn the_last_redaction_hook_counts_and_may_hold_what_it_needs() {
    let _turn = turn();
    redact_errors(without_secret);
    let secrets = ["alpha".to_owned(), "beta".to_owned()];
    redact_errors(move |text| {
        let replace = |text: String, secret| text.replace(secret, "?");
        Cow::Owned(
            secrets
                .iter()
                .map(String::as_str)
                .fold(text.to_owned(), replace),
        )
    });
    let lines = logged(|| call("alpha beta hunter2"));
    assert_eq!(error(&lines[0]), "? ? hunter2");
}

#[test]
fn a_panic_in_the_redaction_hook_goes_to_the_caller_and_breaks_nothing() {
    let _turn = turn();
    redact_errors(|text| match text {
        "bad" => panic!("no idea"),
        text => Cow::Borrowed(text),
    });
    let lines = logged(|| {
        for _ in 0..20 {
            catch_unwind(AssertUnwindSafe(|| call("bad"))).expect_err("it panics");
        }
        call("good")
    });
    assert_eq!(error(&lines[0]), "good");
    assert_eq!(lines.len(), 2, "{lines:?}");

    redact_errors(without_secret);
    assert_eq!(error(&logged(|| call("hunter2"))[0]), "***");
}

#[test]
fn the_redaction_hook_sees_all_of_a_text_that_the_log_cuts_short() {
    let _turn = turn();
    let before = "é".repeat(500);
    let text = format!("{before}{}hunter2", ".".repeat(20));
    let begin = format!("{before}{}", ".".repeat(20));

    let lines = logged(|| call(&text));
    assert_eq!(error(&lines[0]), format!("{begin}hunt…"));

    redact_errors(without_secret);
    let lines = logged(|| call(&text));
    assert_eq!(error(&lines[0]), format!("{begin}***"));

    redact_errors(|text| Cow::Owned(text.repeat(1000)));
    let lines = logged(|| call("abc"));
    assert_eq!(error(&lines[0]), format!("{}a…", "abc".repeat(341)));
}

/// Where a line ends, and what a terminal does, is not for the other side to say.
#[test]
fn control_characters_of_an_error_are_escaped_in_the_log() {
    let _turn = turn();
    let written = Written::default();
    let writer = written.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        let text = "no\nERROR of somebody else \"a\" \x1b[2J\u{9b}31m\r";
        at_once(|| call(text).unwrap_err());
    });
    let bytes = written.0.lock().unwrap().clone();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("error=\"no\\nERROR of"), "{text}");
    assert!(text.contains("\\u{1b}[2J"), "{text}");
    let control = |c: char| c.is_control() && c != '\n';
    assert!(!text.contains(control), "{text:?}");
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn the_hook_is_given_characters_as_they_are() {
    let _turn = turn();
    redact_errors(|text| Cow::Owned(text.replace("hun\u{200b}ter2", "***")));
    let lines = logged(|| call("password hun\u{200b}ter2").unwrap_err());
    assert_eq!(error(&lines[0]), "password ***");
}

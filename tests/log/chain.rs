//! The log shows what caused an error, and nothing that deceives its reader.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use anyhow::Context as _;
use reattempt::retry;

use crate::support::lines::Lines;

#[derive(Debug, thiserror::Error)]
#[error("{text}")]
struct Layer {
    text: &'static str,
    source: Option<Box<Layer>>,
}

/// An error with what caused it below.
fn chain<const N: usize>(texts: [&'static str; N]) -> Layer {
    let layer = |source: Option<Layer>, text| {
        Some(Layer {
            text,
            source: source.map(Box::new),
        })
    };
    texts.into_iter().rev().fold(None, layer).expect("an error")
}

/// The error text in the line of a call that gives up.
fn logged<T>(call: impl FnOnce() -> T) -> String {
    let lines = Lines::default();
    lines.collect(call);
    let [line] = lines.with("gave up").try_into().expect("one line");
    let (_, text) = line.split_once(" error=\"").expect("an error");
    let (text, _) = text.split_once("\" elapsed").expect("its end");
    text.to_owned()
}

#[test]
fn an_error_is_shown_with_all_that_caused_it() {
    #[retry(max_attempts = 1, on = [_])]
    fn send() -> Result<(), Layer> {
        Err(chain([
            "error sending request",
            "client error",
            "connection refused",
        ]))
    }
    assert_eq!(
        logged(send),
        "error sending request: client error: connection refused"
    );
}

#[test]
fn a_cause_whose_text_the_error_has_already_is_shown_once() {
    #[retry(max_attempts = 1, on = [_])]
    fn read() -> Result<(), Layer> {
        Err(chain([
            "i/o: reset by peer",
            "reset by peer",
            "os error 104",
        ]))
    }
    assert_eq!(logged(read), "i/o: reset by peer: os error 104");
}

#[test]
fn the_context_of_an_anyhow_error_is_shown_with_its_cause() {
    #[retry(max_attempts = 1, on = [_])]
    fn load() -> anyhow::Result<()> {
        Err(io::Error::other("disk full")).context("saving the page")
    }
    assert_eq!(logged(load), "saving the page: disk full");
}

#[test]
fn boxed_errors_are_shown_with_their_cause() {
    #[retry(max_attempts = 1, on = [_])]
    fn plain() -> Result<(), Box<dyn Error>> {
        Err(chain(["outer", "inner"]).into())
    }
    #[retry(max_attempts = 1, on = [_])]
    fn sync() -> Result<(), Box<dyn Error + Send + Sync>> {
        Err(chain(["outer", "inner"]).into())
    }
    #[retry(max_attempts = 1, on = [_])]
    fn send() -> Result<(), Box<dyn Error + Send>> {
        Err(Box::new(chain(["outer", "inner"])))
    }
    assert_eq!(logged(plain), "outer: inner");
    assert_eq!(logged(sync), "outer: inner");
    assert_eq!(logged(send), "outer: inner");
}

#[test]
fn a_long_chain_is_cut_like_any_text() {
    #[retry(max_attempts = 1, on = [_])]
    fn call(long: &'static str) -> Result<(), Layer> {
        Err(chain(["outer", long]))
    }
    let text = logged(|| call("x".repeat(5000).leak()));
    assert!(
        text.starts_with("outer: xxx") && text.ends_with("x…"),
        "{text}"
    );
    assert!(text.len() < 1100);
}

/// An error with so much to say that it would take seconds, and how often it has said a bit of it.
#[derive(Clone, Default)]
struct Endless {
    bits: Arc<AtomicU32>,
}

impl Endless {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for _ in 0..50_000_000 {
            self.bits.fetch_add(1, Relaxed);
            f.write_str("bit ")?;
        }
        Ok(())
    }
}

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl fmt::Debug for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl Error for Endless {}

#[derive(Debug, thiserror::Error)]
#[error("outer")]
struct Outer(#[source] Endless);

#[test]
fn of_an_endless_error_no_more_is_asked_for_than_is_shown() {
    #[derive(Clone)]
    struct DisplayOnly(Endless);

    impl fmt::Display for DisplayOnly {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(f)
        }
    }

    #[derive(Clone, Debug)]
    struct DebugOnly(#[expect(dead_code, reason = "shown")] Endless);

    #[retry(max_attempts = 1, on = [_])]
    fn as_error(error: &Endless) -> Result<(), Endless> {
        Err(error.clone())
    }
    #[retry(max_attempts = 1, on = [_])]
    fn as_cause(error: &Endless) -> Result<(), Outer> {
        Err(Outer(error.clone()))
    }
    #[retry(max_attempts = 1, on = [_])]
    fn in_anyhow(error: &Endless) -> anyhow::Result<()> {
        Err(error.clone()).context("outer")
    }
    #[retry(max_attempts = 1, on = [_])]
    fn by_display(error: &Endless) -> Result<(), DisplayOnly> {
        Err(DisplayOnly(error.clone()))
    }
    #[retry(max_attempts = 1, on = [_])]
    fn by_debug(error: &Endless) -> Result<(), DebugOnly> {
        Err(DebugOnly(error.clone()))
    }

    type Case = (&'static str, fn(&Endless) -> bool);
    let cases: [Case; 5] = [
        ("as_error", |error| as_error(error).is_err()),
        ("as_cause", |error| as_cause(error).is_err()),
        ("in_anyhow", |error| in_anyhow(error).is_err()),
        ("by_display", |error| by_display(error).is_err()),
        ("by_debug", |error| by_debug(error).is_err()),
    ];
    for (name, fails) in cases {
        let error = Endless::default();
        let text = logged(|| assert!(fails(&error)));
        assert!(text.ends_with('…'), "{name}: {text}");
        let bits = error.bits.load(Relaxed);
        assert!((200..1024).contains(&bits), "{name}: {bits}");
    }
}

#[test]
fn an_error_without_a_chain_is_shown_as_it_shows_itself() {
    #[retry(max_attempts = 1, on = [_])]
    fn by_display() -> Result<(), &'static str> {
        Err("text")
    }
    #[retry(max_attempts = 1, on = [_])]
    fn by_debug() -> Result<(), Option<u32>> {
        Err(Some(7))
    }
    assert_eq!(logged(by_display), "text");
    assert_eq!(logged(by_debug), "Some(7)");
}

#[test]
fn what_deceives_a_reader_is_shown_by_its_number() {
    #[retry(max_attempts = 1, on = [_])]
    fn call() -> Result<(), String> {
        Err("a\u{2028}b \u{202e}gpj.exe \u{9b}2J \u{200b}\u{3164}\u{e0041}end".to_owned())
    }
    // The second backslash is the subscriber's.
    assert_eq!(
        logged(call),
        r"a\\u{2028}b \\u{202e}gpj.exe \\u{9b}2J \\u{200b}\\u{3164}\\u{e0041}end"
    );
}

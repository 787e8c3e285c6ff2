//! The log shows what caused an error, and nothing that deceives its reader.

use std::error::Error;
use std::io;

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
        Err("a\u{2028}b \u{202e}gpj.exe \u{9b}2J \u{200b}end".to_owned())
    }
    // The second backslash is the subscriber's.
    assert_eq!(
        logged(call),
        r"a\\u{2028}b \\u{202e}gpj.exe \\u{9b}2J \\u{200b}end"
    );
}

//! The words of `#[classify(..)]`, and what people coming from elsewhere call them.
//!
//! In: a word as it was typed. Out: the class it names, or the text to type instead.

use crate::diagnostics::nearest;

/// A class by its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Unsent,
    Transient,
    Throttled,
    Permanent,
}

impl Class {
    pub(super) const ALL: [Self; 4] = [
        Self::Unsent,
        Self::Transient,
        Self::Throttled,
        Self::Permanent,
    ];

    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Unsent => "unsent",
            Self::Transient => "transient",
            Self::Throttled => "throttled",
            Self::Permanent => "permanent",
        }
    }

    /// The name of the variant of the runtime's `Class`.
    pub(super) fn variant(self) -> &'static str {
        match self {
            Self::Unsent => "Unsent",
            Self::Transient => "Transient",
            Self::Throttled => "Throttled",
            Self::Permanent => "Permanent",
        }
    }
}

const OPTIONS: [&str; 5] = ["forward", "after", "kind", "alias", "crate"];

/// Whether `#[classify(..)]` has this word.
pub(super) fn exists(word: &str) -> bool {
    Class::named(word).is_some() || OPTIONS.contains(&word)
}

/// The word that `word` was most likely meant to be.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    let classes = Class::ALL.map(Class::word);
    foreign(word).or_else(|| nearest(word, classes.into_iter().chain(OPTIONS)))
}

/// The error text for a word that does not exist.
pub(super) fn unknown(word: &str) -> String {
    let kind = |meant| {
        if OPTIONS.contains(&meant) {
            "option"
        } else {
            "class"
        }
    };
    if let Some(meant) = foreign(word) {
        let kind = kind(meant);
        return format!(
            "there is no {kind} `{word}`: it is called `{meant}` here; write `{meant}`"
        );
    }
    match meant(word) {
        Some(meant) => format!("there is no {} `{word}`; write `{meant}`", kind(meant)),
        None => format!(
            "there is no class `{word}`; the classes are `unsent`, `transient`, `throttled` and \
             `permanent`, and `forward` takes that of a field"
        ),
    }
}

/// The word for what others call `word`.
fn foreign(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "not_sent" | "unprocessed" => "unsent",
        "retry" | "retriable" | "retryable" | "temporary" | "recoverable" | "intermittent" => {
            "transient"
        }
        "rate_limit" | "rate_limited" | "ratelimited" | "overloaded" => "throttled",
        "fatal" | "never" | "no_retry" | "non_retryable" | "unrecoverable" => "permanent",
        "delegate" | "from" | "inner" | "inherit" | "source" | "transparent" => "forward",
        "delay" | "hint" | "retry_after" | "wait" => "after",
        "name" | "rename" | "code" => "kind",
        _ => return None,
    })
}

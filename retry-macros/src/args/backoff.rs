//! `backoff`: the rule of delays.
//!
//! In: a strategy in quotes, a list of durations or the path of a static. Out: what it names.

use super::duration;
use super::rule_words::{DECORRELATED, EXPONENTIAL, FIBONACCI, FIXED, LINEAR, foreign_strategy};
use super::values::{self, Value, refuse};
use crate::diagnostics::{Errors, nearest};
use core::time::Duration;
use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprArray, ExprPath, Lit, LitStr};

/// Value of `backoff`.
pub(crate) enum Backoff {
    Named(Strategy, Span),
    /// The delays one by one; the last one repeats.
    Schedule(Vec<Value<Duration>>, Span),
    /// A static that implements `Backoff`.
    Custom(ExprPath),
    /// A `Strategy`, as an expression says when a call begins.
    Value(Expr),
}

/// The strategies that have a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Strategy {
    Fixed,
    Linear,
    Exponential,
    Fibonacci,
    Decorrelated,
}

impl Strategy {
    /// All of them, each with its word.
    pub(crate) const WORDS: [(&'static str, Self); 5] = [
        (FIXED, Self::Fixed),
        (LINEAR, Self::Linear),
        (EXPONENTIAL, Self::Exponential),
        (FIBONACCI, Self::Fibonacci),
        (DECORRELATED, Self::Decorrelated),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        let mut words = Self::WORDS.into_iter();
        words
            .find(|(word, _)| *word == name)
            .map(|(_, named)| named)
    }

    pub(crate) fn name(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    /// The strategy's name where people call it differently, or misspell it.
    fn meant(word: &str) -> Option<&'static str> {
        foreign_strategy(&word.to_lowercase())
            .or_else(|| nearest(word, Self::WORDS.map(|(word, _)| word)))
    }
}

pub(super) fn option(name: &Ident, input: ParseStream<'_>) -> syn::Result<Backoff> {
    match values::expr(name, input)? {
        Expr::Array(list) => schedule(list),
        Expr::Path(path) => match path.path.get_ident().and_then(word) {
            Some(name) => refuse(
                &Expr::Path(path),
                format_args!("a strategy stands in quotes; write `backoff = \"{name}\"`"),
            ),
            None if path.path.get_ident().is_some_and(is_variable) => {
                Ok(Backoff::Value(Expr::Path(path)))
            }
            None => Ok(Backoff::Custom(path)),
        },
        expr => match values::literal(&expr) {
            Some((false, Lit::Str(name))) => strategy(name),
            None if is_value(&expr) => Ok(Backoff::Value(expr)),
            _ => refuse(
                &expr,
                "`backoff` takes a strategy, a list of durations or the path of a static; write \
                 `backoff = \"exponential\"`, `backoff = [\"100ms\", \"1s\"]` or `backoff = \
                 BACKOFF`",
            ),
        },
    }
}

/// Whether it can be a `Strategy`: `exponential(3)` and `&BACKOFF` are meant to be something else.
fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => path.path.get_ident().and_then(word).is_none(),
            _ => true,
        },
        Expr::Closure(_) | Expr::Tuple(_) | Expr::Struct(_) | Expr::Reference(_) => false,
        _ => true,
    }
}

/// `strategy`, and not `BACKOFF`.
fn is_variable(ident: &Ident) -> bool {
    ident.to_string().starts_with(char::is_lowercase)
}

/// The strategy `ident` would be in quotes: `Exponential` and `exponential` are no statics.
fn word(ident: &Ident) -> Option<&'static str> {
    let ident = ident.to_string();
    let screaming = !ident.contains(char::is_lowercase);
    if screaming {
        None
    } else {
        Strategy::meant(&ident)
    }
}

fn strategy(text: &LitStr) -> syn::Result<Backoff> {
    let word = text.value();
    if let Some(strategy) = Strategy::named(&word) {
        return Ok(Backoff::Named(strategy, text.span()));
    }
    let write = if let Some(name) = Strategy::meant(&word) {
        format!("write `backoff = \"{name}\"`")
    } else if duration::parse(&word).is_ok() {
        format!("write `backoff = [\"{word}\"]` or `initial_delay = \"{word}\"`")
    } else {
        "the strategies are `\"fixed\"`, `\"linear\"`, `\"exponential\"`, `\"fibonacci\"` and \
         `\"decorrelated\"`"
            .to_owned()
    };
    let message = format!("there is no strategy `\"{word}\"`; {write}");
    Err(syn::Error::new(text.span(), message))
}

fn schedule(list: ExprArray) -> syn::Result<Backoff> {
    let span = list.span();
    if list.elems.is_empty() {
        return Err(syn::Error::new(
            span,
            "a list of delays must have at least one: the last one repeats; write `[\"1s\"]`",
        ));
    }
    let mut errors = Errors::default();
    let delays = list
        .elems
        .into_iter()
        .filter_map(|delay| errors.keep(duration::value("backoff", values::ungroup(delay))))
        .collect();
    errors.finish()?;
    Ok(Backoff::Schedule(delays, span))
}

#[cfg(test)]
mod tests {
    use super::Strategy;
    use crate::args::tests::errors;

    #[test]
    fn strategies_lists_and_statics() {
        for value in [
            "\"fixed\"",
            "\"linear\"",
            "\"exponential\"",
            "\"fibonacci\"",
            "\"decorrelated\"",
            "[\"100ms\", \"1s\"]",
            "[WAIT, const { W }]",
            "BACKOFF",
            "crate::net::BACKOFF",
        ] {
            assert_eq!(errors(&format!("backoff = {value}")), [""; 0]);
        }
    }

    #[test]
    fn names_are_those_that_are_read() {
        for (name, strategy) in Strategy::WORDS {
            assert_eq!(Strategy::named(name), Some(strategy));
            assert_eq!(strategy.name(), name);
        }
    }

    #[test]
    fn other_words_show_ours() {
        for (word, name) in [
            ("constant", "fixed"),
            ("expo", "exponential"),
            ("Exponential", "exponential"),
            ("exponentail", "exponential"),
            ("fib", "fibonacci"),
            ("decorrelated_jitter", "decorrelated"),
        ] {
            assert_eq!(
                errors(&format!("backoff = \"{word}\"")),
                [format!(
                    "there is no strategy `\"{word}\"`; write `backoff = \"{name}\"`"
                )]
            );
        }
        assert_eq!(
            errors("backoff = \"5s\""),
            [
                "there is no strategy `\"5s\"`; write `backoff = [\"5s\"]` or `initial_delay = \
                 \"5s\"`"
            ]
        );
        assert_eq!(
            errors("backoff = \"quick\""),
            [
                "there is no strategy `\"quick\"`; the strategies are `\"fixed\"`, `\"linear\"`, \
                 `\"exponential\"`, `\"fibonacci\"` and `\"decorrelated\"`"
            ]
        );
    }

    #[test]
    fn a_strategy_is_no_path() {
        for (path, name) in [("exponential", "exponential"), ("Fixed", "fixed")] {
            assert_eq!(
                errors(&format!("backoff = {path}")),
                [format!(
                    "a strategy stands in quotes; write `backoff = \"{name}\"`"
                )]
            );
        }
        let message = "`backoff` takes a strategy, a list of durations or the path of a static; \
                       write `backoff = \"exponential\"`, `backoff = [\"100ms\", \"1s\"]` or \
                       `backoff = BACKOFF`";
        for value in ["5", "exponential(3)", "&BACKOFF", "|n| n"] {
            assert_eq!(errors(&format!("backoff = {value}")), [message]);
        }
    }

    #[test]
    fn every_delay_of_a_list_is_checked() {
        assert_eq!(
            errors("backoff = []"),
            ["a list of delays must have at least one: the last one repeats; write `[\"1s\"]`"]
        );
        assert_eq!(
            errors("backoff = [5s, \"1s\", \"-1s\"]"),
            [
                "a duration stands in quotes; write `\"5s\"`",
                "a duration cannot be negative; write `\"0s\"` for none at all",
            ]
        );
    }
}

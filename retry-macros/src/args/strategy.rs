//! `backoff` and `jitter`: the rule of waits and how they are spread.
//!
//! In: a word in quotes, a list of durations, a fraction or a path. Out: what it names.

use super::duration;
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
    /// The waits one by one; the last one repeats.
    Schedule(Vec<Value<Duration>>, Span),
    /// A static that implements `Backoff`.
    Custom(ExprPath),
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
    const NAMES: [&'static str; 5] = [
        "fixed",
        "linear",
        "exponential",
        "fibonacci",
        "decorrelated",
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "fixed" => Self::Fixed,
            "linear" => Self::Linear,
            "exponential" => Self::Exponential,
            "fibonacci" => Self::Fibonacci,
            "decorrelated" => Self::Decorrelated,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The strategy's name where people call it differently, or misspell it.
    fn meant(word: &str) -> Option<&'static str> {
        Some(match word.to_lowercase().as_str() {
            "constant" | "const" | "none" => "fixed",
            "incremental" | "linear_backoff" => "linear",
            "exp" | "expo" | "exponential_backoff" | "geometric" => "exponential",
            "fib" => "fibonacci",
            "decorrelated_jitter" | "aws" => "decorrelated",
            word => return nearest(word, Self::NAMES),
        })
    }
}

/// Value of `backoff`.
pub(super) fn backoff(_: &Ident, input: ParseStream<'_>) -> syn::Result<Backoff> {
    match values::expr(input)? {
        Expr::Array(list) => schedule(list),
        Expr::Path(path) => match path.path.get_ident().and_then(word) {
            Some(name) => refuse(
                &Expr::Path(path),
                format_args!("a strategy stands in quotes; write `backoff = \"{name}\"`"),
            ),
            None => Ok(Backoff::Custom(path)),
        },
        expr => match values::literal(&expr) {
            Some((false, Lit::Str(name))) => strategy(name),
            _ => refuse(
                &expr,
                "`backoff` takes a strategy, a list of durations or the path of a static; write \
                 `backoff = \"exponential\"`, `backoff = [\"100ms\", \"1s\"]` or `backoff = BACKOFF`",
            ),
        },
    }
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
            "a list of waits must have at least one: the last one repeats; write `[\"1s\"]`",
        ));
    }
    let mut errors = Errors::default();
    let waits = list
        .elems
        .into_iter()
        .filter_map(|wait| errors.keep(duration::value("backoff", values::ungroup(wait))))
        .collect();
    errors.finish()?;
    Ok(Backoff::Schedule(waits, span))
}

/// Value of `jitter`.
pub(crate) enum Jitter {
    Equal,
    Full,
    None,
    /// Plus or minus this part of the wait.
    Fraction(Value<f64>),
}

/// Value of `jitter`.
pub(super) fn jitter(_: &Ident, input: ParseStream<'_>) -> syn::Result<Jitter> {
    let expr = values::expr(input)?;
    if let Expr::Path(path) = &expr {
        if let Some(name) = path.path.get_ident().and_then(jitter_word) {
            let message = format!("a kind of jitter stands in quotes; write `jitter = \"{name}\"`");
            return refuse(&expr, message);
        }
    }
    let Some((negative, lit)) = values::literal(&expr) else {
        return Ok(Jitter::Fraction(Value::Expr(expr)));
    };
    let value = match lit {
        Lit::Str(text) => return kind(text),
        Lit::Bool(on) => {
            let name = if on.value { "equal" } else { "none" };
            let message = format!("`jitter` takes a kind of jitter; write `jitter = \"{name}\"`");
            return refuse(&expr, message);
        }
        lit => values::number(lit)?,
    };
    match value {
        Some(value) if value > 0.0 && negative => refuse(
            &expr,
            format_args!(
                "`jitter` must be at least 0: it goes both ways by itself; write `jitter = {value}`"
            ),
        ),
        Some(value) if value > 1.0 => refuse(
            &expr,
            format_args!(
                "`jitter` must be at most 1: it is the part of a wait to add or take away; write \
                 `jitter = {}`",
                if value <= 100.0 { value / 100.0 } else { 1.0 }
            ),
        ),
        Some(value) => Ok(Jitter::Fraction(Value::Literal {
            value,
            span: expr.span(),
        })),
        None => refuse(
            &expr,
            "`jitter` takes `\"equal\"`, `\"full\"`, `\"none\"` or a fraction of 0 to 1; write \
             `jitter = 0.25` for plus or minus a quarter",
        ),
    }
}

fn kind(text: &LitStr) -> syn::Result<Jitter> {
    let word = text.value();
    Ok(match word.as_str() {
        "equal" => Jitter::Equal,
        "full" => Jitter::Full,
        "none" => Jitter::None,
        _ => {
            let write = match nearest(&word, KINDS) {
                Some(name) => format!("write `jitter = \"{name}\"`"),
                None if word == "decorrelated" => "write `backoff = \"decorrelated\"`".to_owned(),
                None => "write `\"equal\"`, `\"full\"`, `\"none\"` or a fraction such as `0.25`"
                    .to_owned(),
            };
            let message = format!("there is no jitter `\"{word}\"`; {write}");
            return Err(syn::Error::new(text.span(), message));
        }
    })
}

const KINDS: [&str; 3] = ["equal", "full", "none"];

/// The kind of jitter `ident` would be in quotes.
fn jitter_word(ident: &Ident) -> Option<&'static str> {
    let word = ident.to_string().to_lowercase();
    KINDS.into_iter().find(|kind| *kind == word)
}

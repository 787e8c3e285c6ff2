//! `jitter`: how delays are spread.
//!
//! In: a kind in quotes, or a fraction. Out: what it names.

use super::rule_words::{EQUAL, FULL, NONE};
use super::values::{self, Value, refuse};
use crate::diagnostics::nearest;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, Lit, LitFloat, LitInt, LitStr, Token};

/// Value of `jitter`.
pub(crate) enum Jitter {
    Equal,
    Full,
    None,
    /// Plus or minus this part of the delay.
    Fraction(Value<f64>),
}

pub(crate) const KINDS: [&str; 3] = [EQUAL, FULL, NONE];

pub(super) fn option(name: &Ident, input: ParseStream<'_>) -> syn::Result<Jitter> {
    refuse_percent(input)?;
    let expr = values::expr(name, input)?;
    if let Some(kind) = unquoted(&expr) {
        let message = format!("a kind of jitter stands in quotes; write `jitter = \"{kind}\"`");
        return refuse(&expr, message);
    }
    let Some((negative, lit)) = values::literal(&expr) else {
        return Ok(Jitter::Fraction(Value::Expr(expr)));
    };
    let message = match (lit, values::number(lit)) {
        (Lit::Str(text), _) => return kind(text),
        (_, Some(value)) if negative && value > 0.0 => format!(
            "`jitter` must be at least 0: it goes both ways by itself; write `jitter = {}`",
            percent(value)
        ),
        (_, Some(value)) if value > 1.0 => format!(
            "`jitter` must be at most 1: it is the part of a delay to add or take away; write \
             `jitter = {}`",
            percent(value)
        ),
        (_, Some(value)) => {
            let span = expr.span();
            return Ok(Jitter::Fraction(Value::Literal { value, span }));
        }
        (Lit::Bool(on), None) => {
            let kind = if on.value { "equal" } else { "none" };
            format!("`jitter` takes a kind of jitter; write `jitter = \"{kind}\"`")
        }
        _ => "`jitter` takes `\"equal\"`, `\"full\"`, `\"none\"` or a fraction of 0 to 1; write \
              `jitter = 0.25` for plus or minus a quarter"
            .to_owned(),
    };
    refuse(&expr, message)
}

/// `25%`, which is no expression.
fn refuse_percent(input: ParseStream<'_>) -> syn::Result<()> {
    let number = input.peek(LitInt) || input.peek(LitFloat);
    if !number || !input.peek2(Token![%]) {
        return Ok(());
    }
    let lit: Lit = input.parse()?;
    let write = percent(values::number(&lit).unwrap_or(25.0));
    let message = format!("`jitter` takes a fraction of 0 to 1; write `jitter = {write}`");
    Err(syn::Error::new(lit.span(), message))
}

/// The fraction that was most likely meant by `value`.
fn percent(value: f64) -> f64 {
    if (2.0..=100.0).contains(&value) {
        value / 100.0
    } else {
        value.min(1.0)
    }
}

/// The kind of jitter `expr` would be in quotes.
fn unquoted(expr: &Expr) -> Option<&'static str> {
    let Expr::Path(path) = expr else { return None };
    let word = path.path.get_ident()?.to_string().to_lowercase();
    KINDS.into_iter().find(|kind| *kind == word)
}

fn kind(text: &LitStr) -> syn::Result<Jitter> {
    let word = text.value();
    let write = match word.as_str() {
        EQUAL => return Ok(Jitter::Equal),
        FULL => return Ok(Jitter::Full),
        NONE => return Ok(Jitter::None),
        "decorrelated" => "write `backoff = \"decorrelated\"`".to_owned(),
        word => match nearest(word, KINDS) {
            Some(kind) => format!("write `jitter = \"{kind}\"`"),
            None => {
                "write `\"equal\"`, `\"full\"`, `\"none\"` or a fraction such as `0.25`".to_owned()
            }
        },
    };
    let message = format!("there is no jitter `\"{word}\"`; {write}");
    Err(syn::Error::new(text.span(), message))
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    #[test]
    fn kinds_and_fractions() {
        for value in [
            "\"equal\"",
            "\"full\"",
            "\"none\"",
            "0",
            "1",
            "0.25",
            "1.0",
            "SPREAD",
            "self.spread",
        ] {
            assert_eq!(errors(&format!("jitter = {value}")), [""; 0]);
        }
    }

    #[test]
    fn fractions_out_of_range() {
        let over = "`jitter` must be at most 1: it is the part of a delay to add or take away; \
                    write `jitter =";
        let percent = "`jitter` takes a fraction of 0 to 1; write `jitter =";
        for (value, message) in [
            ("25", format!("{over} 0.25`")),
            ("1.5", format!("{over} 1`")),
            ("500", format!("{over} 1`")),
            ("25%", format!("{percent} 0.25`")),
            ("12.5%", format!("{percent} 0.125`")),
            (
                "-0.25",
                "`jitter` must be at least 0: it goes both ways by itself; write `jitter = 0.25`"
                    .to_owned(),
            ),
        ] {
            assert_eq!(errors(&format!("jitter = {value}")), [message]);
        }
    }

    #[test]
    fn other_words_show_ours() {
        let other = "`jitter` takes `\"equal\"`, `\"full\"`, `\"none\"` or a fraction of 0 to 1; \
                     write `jitter = 0.25` for plus or minus a quarter";
        for (value, message) in [
            (
                "true",
                "`jitter` takes a kind of jitter; write `jitter = \"equal\"`",
            ),
            (
                "false",
                "`jitter` takes a kind of jitter; write `jitter = \"none\"`",
            ),
            (
                "full",
                "a kind of jitter stands in quotes; write `jitter = \"full\"`",
            ),
            (
                "None",
                "a kind of jitter stands in quotes; write `jitter = \"none\"`",
            ),
            (
                "\"ful\"",
                "there is no jitter `\"ful\"`; write `jitter = \"full\"`",
            ),
            (
                "\"decorrelated\"",
                "there is no jitter `\"decorrelated\"`; write `backoff = \"decorrelated\"`",
            ),
            (
                "\"gauss\"",
                "there is no jitter `\"gauss\"`; write `\"equal\"`, `\"full\"`, `\"none\"` or a \
                 fraction such as `0.25`",
            ),
            ("'a'", other),
            ("0.5f32", other),
        ] {
            assert_eq!(errors(&format!("jitter = {value}")), [message]);
        }
    }
}

//! `name`, `idempotent` and `nested`: one literal each; and `span`, which takes none.
//!
//! In: the stream behind an `=`. Out: the literal, if it is one of those that mean something.

use super::{extent, names, values};
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Expr, Lit, LitStr, Token};

/// Value of `name`.
pub(super) fn name(name: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let text = string(name, input)?;
    if text.value().trim().is_empty() {
        let message = "`name` cannot be empty: logs and metrics need it to tell functions apart; leave it out, or write `name = \"fetch\"`";
        return Err(syn::Error::new(text.span(), message));
    }
    Ok(text)
}

/// What a call means for retried functions inside of it.
#[derive(Clone)]
pub(crate) enum Nested {
    Allow,
    /// Their delays end with `max_elapsed` of this call.
    Bounded,
    /// They run once.
    Suppress,
    /// One of these, as an expression says when a call begins.
    Value(Expr),
}

/// Value of `nested`.
pub(super) fn nested(name: &Ident, input: ParseStream<'_>) -> syn::Result<Nested> {
    let expr = values::expr(name, input)?;
    let text = match values::literal(&expr) {
        Some((false, Lit::Str(text))) => text.clone(),
        None if is_value(&expr) => return Ok(Nested::Value(expr)),
        _ => return Err(no_string(name, &expr)),
    };
    match text.value().as_str() {
        "allow" => Ok(Nested::Allow),
        "bounded" => Ok(Nested::Bounded),
        "suppress" => Ok(Nested::Suppress),
        _ => {
            let message = "`nested` takes `\"allow\"`, `\"bounded\"` or `\"suppress\"`; write \
                           `nested = \"suppress\"`";
            Err(syn::Error::new(text.span(), message))
        }
    }
}

/// A word that has no value.
pub(super) fn bare(name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if extent::ends(input) {
        return Ok(());
    }
    // What stands there is taken away whole, so that nothing more is said about it.
    let _ = input.parse::<Token![=]>();
    let value = extent::value_tokens(input);
    let message = match names::shown(&value).as_deref() {
        Some("false") => format!("`{name}` takes no value: without it there is none; leave it out"),
        Some(text) if name == "span" && text.starts_with('"') => format!(
            "`{name}` takes no value: every span has the name `attempt`, and the function's name as a field; \
             write `{name}, name = {text}`"
        ),
        _ => format!("`{name}` takes no value: it is there or not; write `{name}`"),
    };
    let place = value
        .into_iter()
        .next()
        .map_or(name.span(), |token| token.span());
    Err(syn::Error::new(place, message))
}

/// Value of `idempotent`.
pub(super) fn truth(name: &Ident, input: ParseStream<'_>) -> syn::Result<bool> {
    let expr = values::expr(name, input)?;
    if let Some((false, Lit::Bool(truth))) = values::literal(&expr) {
        return Ok(truth.value);
    }
    let message = format!("`{name}` takes `true` or `false`; write `{name} = false`");
    values::refuse(&expr, message)
}

fn string(name: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let expr = values::expr(name, input)?;
    if let Some((false, Lit::Str(text))) = values::literal(&expr) {
        return Ok(text.clone());
    }
    Err(no_string(name, &expr))
}

fn no_string(name: &Ident, expr: &Expr) -> syn::Error {
    let write = names::example(&name.to_string());
    let message = format!("`{name}` takes a string in quotes; write `{write}`");
    syn::Error::new_spanned(expr, message)
}

/// Whether it can be a value of a type: `suppress` and `bounded` are words that lack their quotes.
fn is_value(expr: &Expr) -> bool {
    match expr {
        Expr::Path(path) => {
            let word = path.path.get_ident().map(ToString::to_string);
            word.is_none_or(|word| {
                !["allow", "bounded", "suppress"].contains(&&*word.to_lowercase())
            })
        }
        Expr::Closure(_) | Expr::Array(_) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    #[test]
    fn a_name_is_a_string_with_something_in_it() {
        assert_eq!(errors("name = \"fetch page\""), [""; 0]);
        for text in ["\"\"", "\" \""] {
            assert_eq!(
                errors(&format!("name = {text}")),
                [
                    "`name` cannot be empty: logs and metrics need it to tell functions apart; leave it out, \
                     or write `name = \"fetch\"`"
                ]
            );
        }
        for value in ["fetch", "5", "concat!(\"a\")"] {
            assert_eq!(
                errors(&format!("name = {value}")),
                ["`name` takes a string in quotes; write `name = \"fetch\"`"]
            );
        }
    }

    #[test]
    fn nested_is_one_of_three() {
        for word in ["allow", "bounded", "suppress"] {
            assert_eq!(errors(&format!("nested = \"{word}\"")), [""; 0]);
        }
        assert_eq!(
            errors("nested = \"deny\""),
            [
                "`nested` takes `\"allow\"`, `\"bounded\"` or `\"suppress\"`; write `nested = \
                 \"suppress\"`"
            ]
        );
    }

    #[test]
    fn span_stands_alone() {
        for (attribute, end) in [
            ("span = true", "it is there or not; write `span`"),
            ("span(fields)", "it is there or not; write `span`"),
            ("span = false", "without it there is none; leave it out"),
            (
                "span = \"fetch\"",
                "every span has the name `attempt`, and the function's name as a field; write \
                 `span, name = \"fetch\"`",
            ),
        ] {
            assert_eq!(
                errors(&format!("{attribute}, factor = 2")),
                [format!("`span` takes no value: {end}")]
            );
        }
        assert_eq!(
            errors("span, span"),
            ["`span` is written twice: an option has one value; remove one"]
        );
    }

    #[test]
    fn idempotent_is_true_or_false() {
        assert_eq!(errors("idempotent = true"), [""; 0]);
        assert_eq!(
            errors("idempotent = \"yes\""),
            ["`idempotent` takes `true` or `false`; write `idempotent = false`"]
        );
    }
}

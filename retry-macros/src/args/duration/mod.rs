//! Options that take a duration: `"50ms"`, `"1.5s"`, `"2m30s"`.
//!
//! In: a string, or an expression of type `Duration`. Out: the exact duration, or the expression.

/// A symbolic link to the file of the runtime, so that both read one language. Cargo packages what it
/// points to.
mod text;
#[cfg(test)]
mod text_tests;

use super::values::{self, Value, refuse};
use core::time::Duration;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, Lit};
use text::DurationError;

pub(crate) use text::{parse, show};

/// Value of an option that takes a duration.
pub(super) fn option(name: &Ident, input: ParseStream<'_>) -> syn::Result<Value<Duration>> {
    value(&name.to_string(), values::expr(name, input)?)
}

/// Value of an option that bounds how long something may take.
pub(super) fn limit(name: &Ident, input: ParseStream<'_>) -> syn::Result<Value<Duration>> {
    let limit = option(name, input)?;
    if limit.literal() == Some(Duration::ZERO) {
        let message = format!(
            "`{name}` must be more than zero: no attempt could finish in it; write `{name} = \"30s\"`"
        );
        return Err(syn::Error::new(limit.span(), message));
    }
    Ok(limit)
}

/// One duration; `name` is the option it belongs to.
pub(super) fn value(name: &str, expr: Expr) -> syn::Result<Value<Duration>> {
    let Some((negative, lit)) = values::literal(&expr) else {
        return Ok(Value::Expr(expr));
    };
    let message = match lit {
        Lit::Str(_) | Lit::Int(_) | Lit::Float(_) if negative => {
            DurationError::Negative.to_string()
        }
        Lit::Str(text) => match parse(&text.value()) {
            Ok(value) => {
                let span = expr.span();
                return Ok(Value::Literal { value, span });
            }
            Err(error) => error.to_string(),
        },
        Lit::Int(int) => unquoted(name, &int.to_string(), int.base10_digits()),
        Lit::Float(float) => unquoted(name, &float.to_string(), float.base10_digits()),
        _ => format!("`{name}` takes a number and a unit in quotes; write `\"1s\"`"),
    };
    refuse(&expr, message)
}

/// What to write for a number; `5s` without the quotes is one, with a suffix.
fn unquoted(name: &str, text: &str, digits: &str) -> String {
    if parse(text).is_ok() {
        return format!("a duration stands in quotes; write `\"{text}\"`");
    }
    format!(
        "`{name}` needs a unit: a bare number could be seconds or milliseconds; write \
         `\"{digits}s\"` or `\"{digits}ms\"`"
    )
}

#[cfg(test)]
mod tests {
    use super::text::DurationError;
    use crate::args::tests::errors;

    #[test]
    fn numbers_show_the_string() {
        for (value, message) in [
            (
                "5",
                "`max_delay` needs a unit: a bare number could be seconds or milliseconds; write \
                 `\"5s\"` or `\"5ms\"`",
            ),
            (
                "1_000u64",
                "`max_delay` needs a unit: a bare number could be seconds or milliseconds; write \
                 `\"1000s\"` or `\"1000ms\"`",
            ),
            ("5s", "a duration stands in quotes; write `\"5s\"`"),
            ("1.5s", "a duration stands in quotes; write `\"1.5s\"`"),
            ("2m30s", "a duration stands in quotes; write `\"2m30s\"`"),
            ("-5", &DurationError::Negative.to_string()),
            (
                "true",
                "`max_delay` takes a number and a unit in quotes; write `\"1s\"`",
            ),
        ] {
            assert_eq!(errors(&format!("max_delay = {value}")), [message]);
        }
    }

    #[test]
    fn limits_are_more_than_zero() {
        for name in ["max_elapsed", "attempt_timeout"] {
            assert_eq!(
                errors(&format!("{name} = \"0s\"")),
                [format!(
                    "`{name}` must be more than zero: no attempt could finish in it; write `{name} \
                     = \"30s\"`"
                )]
            );
        }
    }
}

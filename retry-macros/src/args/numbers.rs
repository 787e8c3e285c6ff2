//! `max_attempts` and `factor`.
//!
//! In: a literal, an expression, or the word `unlimited`. Out: a number within its range, or the
//! expression.

use super::values::{self, Value, refuse};
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, Lit, LitInt};

/// How often the body is called.
pub(crate) enum Attempts {
    Unlimited,
    Count(Value<u32>),
}

/// Value of `max_attempts`.
pub(super) fn attempts(name: &Ident, input: ParseStream<'_>) -> syn::Result<Attempts> {
    let expr = values::expr(name, input)?;
    if matches!(&expr, Expr::Path(path) if path.path.is_ident("unlimited")) {
        return Ok(Attempts::Unlimited);
    }
    if matches!(&expr, Expr::Path(path) if path.path.is_ident("None")) {
        return refuse(&expr, UNLIMITED);
    }
    let Some((negative, lit)) = values::literal(&expr) else {
        return Ok(Attempts::Count(Value::Expr(expr)));
    };
    let message = match lit {
        Lit::Int(_) if negative => AT_LEAST_ONE.to_owned(),
        Lit::Int(int) => match count(int) {
            Ok(value) => {
                let span = expr.span();
                return Ok(Attempts::Count(Value::Literal { value, span }));
            }
            Err(message) => message,
        },
        Lit::Float(float) => {
            let whole = float.base10_parse::<f64>()?.floor();
            let whole = whole.clamp(1.0, f64::from(u32::MAX));
            format!(
                "`max_attempts` must be a whole number: it counts calls of the body; write \
                 `max_attempts = {whole}`"
            )
        }
        Lit::Str(text) if is_count(&text.value()) => format!(
            "`max_attempts` takes no quotes: it is a number or a word of its own; write \
             `max_attempts = {}`",
            text.value()
        ),
        _ => "`max_attempts` takes an integer of 1 or more, or `unlimited`; write `max_attempts = \
              5`"
        .to_owned(),
    };
    refuse(&expr, message)
}

const UNLIMITED: &str = "`max_attempts` has a word for no limit; write `max_attempts = unlimited`";

const AT_LEAST_ONE: &str = "`max_attempts` must be at least 1: it counts every call of the body, \
                            the first one included; write `max_attempts = 1` to call it once";

fn count(int: &LitInt) -> Result<u32, String> {
    if !matches!(int.suffix(), "" | "u32") {
        let digits = int.base10_digits();
        return Err(format!(
            "`max_attempts` is a `u32`; write `max_attempts = {digits}`"
        ));
    }
    match int.base10_parse() {
        Ok(0) => Err(AT_LEAST_ONE.to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err(format!(
            "`max_attempts` must be at most {}: it is a `u32`; write `max_attempts = unlimited` \
             to never stop",
            u32::MAX
        )),
    }
}

fn is_count(text: &str) -> bool {
    text == "unlimited" || text.parse::<u32>().is_ok_and(|count| count > 0)
}

/// Value of `config_max_attempts`.
pub(super) fn ceiling(name: &Ident, input: ParseStream<'_>) -> syn::Result<Value<u32>> {
    let expr = values::expr(name, input)?;
    if matches!(&expr, Expr::Path(path) if path.path.is_ident("unlimited")) {
        let message = "`config_max_attempts` is a limit, and without it there is none; leave it out, or write \
                       `config_max_attempts = 10`";
        return refuse(&expr, message);
    }
    let Some((negative, lit)) = values::literal(&expr) else {
        return Ok(Value::Expr(expr));
    };
    match lit {
        Lit::Int(int) if !negative && matches!(int.suffix(), "" | "u32") => {
            if let Some(value) = int.base10_parse().ok().filter(|count: &u32| *count > 0) {
                let span = expr.span();
                return Ok(Value::Literal { value, span });
            }
        }
        _ => {}
    }
    let message = format!(
        "`config_max_attempts` takes an integer from 1 to {}: the most calls in all, the first included, that \
         configuration may set; write `config_max_attempts = 10`",
        u32::MAX
    );
    refuse(&expr, message)
}

/// Value of `factor`.
pub(super) fn factor(name: &Ident, input: ParseStream<'_>) -> syn::Result<Value<f64>> {
    let expr = values::expr(name, input)?;
    let Some((negative, lit)) = values::literal(&expr) else {
        return Ok(Value::Expr(expr));
    };
    let message = match values::number(lit) {
        Some(value) if negative || value < 1.0 => {
            "`factor` must be at least 1: each delay is the one before multiplied by it, and delays \
             never shrink; write `factor = 1`, or `backoff = \"fixed\"` for equal delays"
                .to_owned()
        }
        Some(value) if value > 1e9 => {
            "`factor` must be at most 1e9: the second delay would be longer than any `max_delay`; write \
             `factor = \
             2`"
            .to_owned()
        }
        Some(value) => {
            let span = expr.span();
            return Ok(Value::Literal { value, span });
        }
        None => {
            let write = match lit {
                Lit::Int(int) => int.base10_digits().to_owned(),
                Lit::Float(float) => float.base10_digits().to_owned(),
                Lit::Str(text) if text.value().parse::<f64>().is_ok() => text.value(),
                _ => "2".to_owned(),
            };
            format!("`factor` takes a number of 1 or more, an `f64`; write `factor = {write}`")
        }
    };
    refuse(&expr, message)
}

#[cfg(test)]
mod tests {
    use super::{AT_LEAST_ONE, UNLIMITED};
    use crate::args::tests::errors;

    #[test]
    fn a_ceiling_of_attempts_is_a_number_from_1() {
        for value in ["1", "10u32", "4_294_967_295", "LIMIT", "self.most"] {
            let attribute = format!("config_max_attempts = {value}");
            assert_eq!(errors(&attribute), [""; 0]);
        }
        for value in ["0", "-1", "1.5", "\"5\"", "4_294_967_296", "5u64", "true"] {
            assert_eq!(
                errors(&format!("config_max_attempts = {value}")),
                [
                    "`config_max_attempts` takes an integer from 1 to 4294967295: the most calls in all, the first \
                  included, that configuration may set; write `config_max_attempts = 10`"
                ],
                "{value}"
            );
        }
        assert_eq!(
            errors("config_max_attempts = unlimited"),
            [
                "`config_max_attempts` is a limit, and without it there is none; leave it out, or write \
              `config_max_attempts = 10`"
            ]
        );
    }

    #[test]
    fn attempts_within_range() {
        for value in [
            "1",
            "5u32",
            "0x10",
            "4_294_967_295",
            "unlimited",
            "LIMIT",
            "const { N }",
            "self.n",
        ] {
            assert_eq!(errors(&format!("max_attempts = {value}")), [""; 0]);
        }
    }

    #[test]
    fn attempts_out_of_range() {
        let other = "`max_attempts` takes an integer of 1 or more, or `unlimited`; write \
                     `max_attempts = 5`";
        for (value, message) in [
            ("0", AT_LEAST_ONE),
            ("(0)", AT_LEAST_ONE),
            ("-3", AT_LEAST_ONE),
            (
                "3i64",
                "`max_attempts` is a `u32`; write `max_attempts = 3`",
            ),
            (
                "4294967296",
                "`max_attempts` must be at most 4294967295: it is a `u32`; write `max_attempts = \
                 unlimited` to never stop",
            ),
            (
                "2.5",
                "`max_attempts` must be a whole number: it counts calls of the body; write \
                 `max_attempts = 2`",
            ),
            (
                "\"5\"",
                "`max_attempts` takes no quotes: it is a number or a word of its own; write \
                 `max_attempts = 5`",
            ),
            (
                "\"unlimited\"",
                "`max_attempts` takes no quotes: it is a number or a word of its own; write \
                 `max_attempts = unlimited`",
            ),
            (
                "1e400",
                "`max_attempts` must be a whole number: it counts calls of the body; write \
                 `max_attempts = 4294967295`",
            ),
            ("None", UNLIMITED),
            ("\"many\"", other),
            ("true", other),
        ] {
            assert_eq!(errors(&format!("max_attempts = {value}")), [message]);
        }
    }

    #[test]
    fn factor_within_range() {
        for value in ["1", "2", "1.5", "1e9", "2f64", "f64::NAN", "self.factor"] {
            assert_eq!(errors(&format!("factor = {value}")), [""; 0]);
        }
    }

    #[test]
    fn factor_out_of_range() {
        let small = "`factor` must be at least 1: each delay is the one before multiplied by it, \
                     and delays never shrink; write `factor = 1`, or `backoff = \"fixed\"` for \
                     equal delays";
        for (value, message) in [
            ("0.5", small),
            ("-2", small),
            (
                "1.1e9",
                "`factor` must be at most 1e9: the second delay would be longer than any `max_delay`; write \
                 `factor = 2`",
            ),
            (
                "2u32",
                "`factor` takes a number of 1 or more, an `f64`; write `factor = 2`",
            ),
            (
                "\"3\"",
                "`factor` takes a number of 1 or more, an `f64`; write `factor = 3`",
            ),
            (
                "true",
                "`factor` takes a number of 1 or more, an `f64`; write `factor = 2`",
            ),
        ] {
            assert_eq!(errors(&format!("factor = {value}")), [message]);
        }
    }
}

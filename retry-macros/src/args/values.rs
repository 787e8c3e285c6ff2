//! Values that are literals, checked here, or expressions, checked later.
//!
//! In: the stream behind an `=`. Out: a number within its range, or the expression as written.

use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Lit, LitInt, LitStr, UnOp};

/// A literal, already checked, or an expression.
pub(crate) enum Value<T> {
    Literal { value: T, span: Span },
    Expr(Expr),
}

impl<T: Copy> Value<T> {
    pub(crate) fn literal(&self) -> Option<T> {
        match self {
            Self::Literal { value, .. } => Some(*value),
            Self::Expr(_) => None,
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal { span, .. } => *span,
            Self::Expr(expr) => expr.span(),
        }
    }
}

/// How often the body is called.
pub(crate) enum Attempts {
    Unlimited,
    Count(Value<u32>),
}

/// Any expression, without the invisible group around what a `macro_rules` fragment matched.
pub(super) fn expr(input: ParseStream<'_>) -> syn::Result<Expr> {
    input.parse().map(ungroup)
}

pub(super) fn ungroup(expr: Expr) -> Expr {
    match expr {
        Expr::Group(group) => ungroup(*group.expr),
        Expr::Paren(paren) => ungroup(*paren.expr),
        other => other,
    }
}

/// The literal `expr` is, with `true` if there is a minus before it.
pub(super) fn literal(expr: &Expr) -> Option<(bool, &Lit)> {
    match expr {
        Expr::Lit(ExprLit { lit, .. }) => Some((false, lit)),
        Expr::Group(group) => literal(&group.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            literal(&unary.expr).map(|(negative, lit)| (!negative, lit))
        }
        _ => None,
    }
}

/// An error at `expr`.
pub(super) fn refuse<T>(expr: &Expr, message: impl core::fmt::Display) -> syn::Result<T> {
    Err(syn::Error::new_spanned(expr, message))
}

/// Value of `max_attempts`.
pub(super) fn attempts(_: &Ident, input: ParseStream<'_>) -> syn::Result<Attempts> {
    let expr = expr(input)?;
    if matches!(&expr, Expr::Path(path) if path.path.is_ident("unlimited")) {
        return Ok(Attempts::Unlimited);
    }
    let value = match literal(&expr) {
        None => return Ok(Attempts::Count(Value::Expr(expr))),
        Some((false, Lit::Int(int))) => count(int)?,
        Some((true, Lit::Int(_))) => return refuse(&expr, AT_LEAST_ONE),
        Some((_, Lit::Float(float))) => {
            let whole = float.base10_parse::<f64>()?.max(1.0).floor();
            return refuse(
                &expr,
                format_args!(
                    "`max_attempts` must be a whole number: it counts calls of the body; write \
                     `max_attempts = {whole}`"
                ),
            );
        }
        Some((_, Lit::Str(text))) if is_count(&text.value()) => {
            return refuse(
                &expr,
                format_args!(
                    "`max_attempts` takes no quotes: it is a number or a word of its own; write \
                     `max_attempts = {}`",
                    text.value()
                ),
            );
        }
        Some(_) => {
            return refuse(
                &expr,
                "`max_attempts` takes an integer of 1 or more, or `unlimited`; write \
                 `max_attempts = 5`",
            );
        }
    };
    Ok(Attempts::Count(Value::Literal {
        value,
        span: expr.span(),
    }))
}

const AT_LEAST_ONE: &str = "`max_attempts` must be at least 1: it counts every call of the body, \
                            the first one included; write `max_attempts = 1` to call it once";

fn is_count(text: &str) -> bool {
    text == "unlimited" || text.parse::<u32>().is_ok_and(|count| count > 0)
}

fn count(int: &LitInt) -> syn::Result<u32> {
    if !matches!(int.suffix(), "" | "u32") {
        let digits = int.base10_digits();
        let message = format!("`max_attempts` is a `u32`; write `max_attempts = {digits}`");
        return Err(syn::Error::new(int.span(), message));
    }
    let count = int.base10_parse::<u32>().map_err(|_| {
        syn::Error::new(
            int.span(),
            format_args!(
                "`max_attempts` must be at most {}: it is a `u32`; write `max_attempts = \
                 unlimited` to never stop",
                u32::MAX
            ),
        )
    })?;
    if count == 0 {
        return Err(syn::Error::new(int.span(), AT_LEAST_ONE));
    }
    Ok(count)
}

/// Value of `factor`.
pub(super) fn factor(_: &Ident, input: ParseStream<'_>) -> syn::Result<Value<f64>> {
    let expr = expr(input)?;
    let value = match literal(&expr) {
        None => return Ok(Value::Expr(expr)),
        Some((negative, lit)) => match number(lit)? {
            Some(number) if negative => -number,
            Some(number) => number,
            None => {
                let write = match lit {
                    Lit::Str(text) if text.value().parse::<f64>().is_ok() => text.value(),
                    _ => "2".to_owned(),
                };
                let message =
                    format!("`factor` takes a number of 1 or more; write `factor = {write}`");
                return refuse(&expr, message);
            }
        },
    };
    if value < 1.0 {
        return refuse(
            &expr,
            "`factor` must be at least 1: each wait is the one before multiplied by it, and waits \
             never shrink; write `factor = 1`, or `backoff = \"fixed\"` for equal waits",
        );
    }
    if value > 1e9 {
        return refuse(
            &expr,
            "`factor` must be at most 1e9: the second wait already reaches any cap; write \
             `factor = 2`",
        );
    }
    Ok(Value::Literal {
        value,
        span: expr.span(),
    })
}

/// The number `lit` stands for, `None` if it is no number.
pub(super) fn number(lit: &Lit) -> syn::Result<Option<f64>> {
    let (suffix, value) = match lit {
        Lit::Int(int) => (int.suffix(), int.base10_digits().parse()),
        Lit::Float(float) => (float.suffix(), float.base10_digits().parse()),
        _ => return Ok(None),
    };
    if !matches!(suffix, "" | "f64") {
        let message = "expected a number of type `f64`; write it without the suffix";
        return Err(syn::Error::new(lit.span(), message));
    }
    Ok(value.ok())
}

/// A string literal, `write` being how it is written.
pub(super) fn string(expr: &Expr, write: &str) -> syn::Result<LitStr> {
    match literal(expr) {
        Some((false, Lit::Str(text))) => Ok(text.clone()),
        _ => refuse(
            expr,
            format_args!("expected a string in double quotes; write `{write}`"),
        ),
    }
}

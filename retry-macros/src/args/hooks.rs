//! `when`, `until`, `retry_after`, `on_event` and `sleep`: functions.
//!
//! In: a closure, or an expression such as the path of a function. Out: the expression as written,
//! of a shape that can be called.

use super::{names, values};
use proc_macro2::{Ident, Span};
use quote::quote;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprClosure, UnOp};

/// Value of `when`, `until`, `retry_after` and `on_event`: called between two attempts.
pub(super) fn function(name: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = callable(name, input)?;
    if let Expr::Closure(closure) = &expr {
        if let Some(span) = asynchronous(closure) {
            let message = format!(
                "`{name}` is not awaited; write a \
                 closure that is not `async`"
            );
            return Err(syn::Error::new(span, message));
        }
    }
    Ok(expr)
}

/// Value of `sleep`, and the part that is common to all functions: one parameter.
pub(super) fn callable(name: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = values::expr(name, input)?;
    match &expr {
        Expr::Closure(closure) if closure.inputs.len() == 1 => Ok(expr),
        Expr::Closure(closure) => {
            let message = format!(
                "`{name}` is called with one argument, and this closure takes {}; write `{}`",
                closure.inputs.len(),
                names::example(&name.to_string())
            );
            let (begin, end) = (&closure.inputs_begin, &closure.inputs_end);
            Err(syn::Error::new_spanned(quote!(#begin #end), message))
        }
        Expr::Binary(_) => refuse(name, &expr, "functions are not combined by operators"),
        Expr::Unary(unary) if !matches!(unary.op, UnOp::Deref(_)) => {
            refuse(name, &expr, "functions are not combined by operators")
        }
        Expr::Lit(_) | Expr::Array(_) | Expr::Tuple(_) | Expr::Async(_) | Expr::Range(_) => {
            refuse(name, &expr, "it is called with one argument")
        }
        _ => Ok(expr),
    }
}

fn refuse(name: &Ident, expr: &Expr, reason: &str) -> syn::Result<Expr> {
    let write = names::example(&name.to_string());
    let message =
        format!("`{name}` takes a closure or the path of a function: {reason}; write `{write}`");
    values::refuse(expr, message)
}

/// What makes the closure return a future, if anything.
pub(crate) fn asynchronous(closure: &ExprClosure) -> Option<Span> {
    if let Some(asyncness) = &closure.asyncness {
        return Some(asyncness.span());
    }
    match &*closure.body {
        Expr::Async(body) => Some(body.async_token.span()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    #[test]
    fn closures_and_paths() {
        for value in [
            "|error| error.is_odd()",
            "move |error: &Error| -> bool { true }",
            "is_odd",
            "Self::is_odd",
            "odd::<u8>",
            "self.filter",
            "filters::odd()",
            "matches!(odd)",
        ] {
            for name in ["when", "until", "retry_after", "on_event", "sleep"] {
                assert_eq!(errors(&format!("{name} = {value}")), [""; 0]);
            }
        }
    }

    #[test]
    fn one_parameter() {
        for (value, count) in [("|| true", 0), ("|error, attempt| true", 2)] {
            assert_eq!(
                errors(&format!("when = {value}")),
                [format!(
                    "`when` is called with one argument, and this closure takes {count}; write \
                     `when = |error| error.is_timeout()`"
                )]
            );
        }
    }

    #[test]
    fn only_sleep_is_awaited() {
        for closure in ["async |value| true", "|value| async { true }"] {
            assert_eq!(
                errors(&format!("until = {closure}, sleep = {closure}")),
                ["`until` is not awaited; write a \
                     closure that is not `async`"]
            );
        }
    }

    #[test]
    fn values_are_no_functions() {
        let takes = "`when` takes a closure or the path of a function";
        let write = "write `when = |error| error.is_timeout()`";
        for value in ["\"is_odd\"", "true", "[is_odd]", "(a, b)", "async { true }"] {
            let message = format!("{takes}: it is called with one argument; {write}");
            assert_eq!(errors(&format!("when = {value}")), [message]);
        }
        for value in ["is_odd || is_even", "!is_odd"] {
            let message = format!("{takes}: functions are not combined by operators; {write}");
            assert_eq!(errors(&format!("when = {value}")), [message]);
        }
    }
}

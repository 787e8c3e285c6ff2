//! Values that are closures or paths to functions, and paths that are nothing else.
//!
//! In: the stream behind an `=`. Out: the expression as written, of a shape that can be called.

use super::{names, values};
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprClosure, ExprPath, Lit, LitStr, Path, UnOp};

/// Value of `when`, `until`, `retry_after` and `on_event`: called between two attempts.
pub(super) fn function(name: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = callable(name, input)?;
    if let Expr::Closure(closure) = &expr {
        if let Some(span) = asynchronous(closure) {
            let message = format!(
                "`{name}` is not awaited: it decides at once, from what it is given; write a \
                 closure that is not `async`"
            );
            return Err(syn::Error::new(span, message));
        }
    }
    Ok(expr)
}

/// Value of `sleep`, and the part that is common to all functions: one parameter.
pub(super) fn callable(name: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = values::expr(input)?;
    match &expr {
        Expr::Closure(closure) if closure.inputs.len() == 1 => Ok(expr),
        Expr::Closure(closure) => {
            let message = format!(
                "`{name}` is called with one argument, and this closure takes {}; write `{}`",
                closure.inputs.len(),
                names::example(&name.to_string())
            );
            // An empty `||` has nothing between the bars to point at.
            let bars = closure.inputs_begin.span();
            let bars = bars.join(closure.inputs_end.span()).unwrap_or(bars);
            Err(syn::Error::new(bars, message))
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
pub(crate) fn asynchronous(closure: &ExprClosure) -> Option<proc_macro2::Span> {
    if let Some(asyncness) = &closure.asyncness {
        return Some(asyncness.span());
    }
    match &*closure.body {
        Expr::Async(body) => Some(body.async_token.span()),
        _ => None,
    }
}

/// Value of `policy`.
pub(super) fn policy(_: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = values::expr(input)?;
    let write = match &expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) if syn::parse_str::<Path>(&text.value()).is_ok() => text.value(),
            _ => "POLICY".to_owned(),
        },
        Expr::Closure(_) | Expr::Array(_) => "POLICY".to_owned(),
        _ => return Ok(expr),
    };
    let message =
        format!("`policy` takes an expression of type `Policy`; write `policy = {write}`");
    values::refuse(&expr, message)
}

/// Value of `name`.
pub(super) fn name(_: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let expr = values::expr(input)?;
    let text = values::string(&expr, "name = \"fetch\"")?;
    if text.value().trim().is_empty() {
        let message = "`name` cannot be empty: logs and metrics tell functions apart by it; leave \
                       it out, or write `name = \"fetch\"`";
        return Err(syn::Error::new(text.span(), message));
    }
    Ok(text)
}

/// Value of `breaker` and `budget`: the path of a static.
pub(super) fn place(name: &Ident, input: ParseStream<'_>) -> syn::Result<ExprPath> {
    match values::expr(input)? {
        Expr::Path(path) => Ok(path),
        expr => {
            let write = names::example(&name.to_string());
            let message = format!("`{name}` takes the path of a static; write `{write}`");
            values::refuse(&expr, message)
        }
    }
}

/// Value of `idempotent`.
pub(super) fn truth(name: &Ident, input: ParseStream<'_>) -> syn::Result<bool> {
    let expr = values::expr(input)?;
    if let Some((false, Lit::Bool(truth))) = values::literal(&expr) {
        return Ok(truth.value);
    }
    let message = format!("`{name}` takes `true` or `false`; write `{name} = false`");
    values::refuse(&expr, message)
}

/// Value of `nested`.
pub(super) fn nested(_: &Ident, input: ParseStream<'_>) -> syn::Result<LitStr> {
    let expr = values::expr(input)?;
    let text = values::string(&expr, "nested = \"suppress\"")?;
    if !matches!(text.value().as_str(), "allow" | "bounded" | "suppress") {
        let message = "`nested` takes `\"allow\"`, `\"bounded\"` or `\"suppress\"`; write \
                       `nested = \"suppress\"`";
        return Err(syn::Error::new(text.span(), message));
    }
    Ok(text)
}

/// Value of `crate`: a path that means the same wherever the expansion puts it.
pub(super) fn krate(_: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    let expr = values::expr(input)?;
    let path = match &expr {
        Expr::Path(path) if path.qself.is_none() => &path.path,
        Expr::Lit(literal) => {
            let write = match &literal.lit {
                Lit::Str(text) => text.value(),
                _ => "::reattempt".to_owned(),
            };
            let message = format!("`crate` takes a path without quotes; write `crate = {write}`");
            return values::refuse(&expr, message);
        }
        _ => return values::refuse(&expr, "`crate` takes a path; write `crate = ::reattempt`"),
    };
    // `$crate` is one identifier once `macro_rules` has passed it on.
    let absolute = path.leading_colon.is_some()
        || path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
    if absolute {
        return Ok(path.clone());
    }
    let words: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let words = words.join("::");
    values::refuse(
        &expr,
        format_args!(
            "`crate` takes an absolute path: it must mean the same crate in every scope; write \
             `crate = ::{words}` or `crate = crate::{words}`"
        ),
    )
}

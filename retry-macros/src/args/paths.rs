//! `policy`, `budget`, `breaker` and `crate`: what is named by a path.
//!
//! In: the stream behind an `=`. Out: the path or expression as written.

use super::{names, values};
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Expr, ExprLit, ExprPath, Lit, Path};

/// Value of `policy`, which may be any expression that can be a `Policy`.
pub(super) fn policy(_: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = values::expr(input)?;
    if !matches!(expr, Expr::Lit(_) | Expr::Closure(_) | Expr::Array(_)) {
        return Ok(expr);
    }
    let path = quoted_path(&expr).unwrap_or_else(|| "POLICY".to_owned());
    let message = format!("`policy` takes an expression of type `Policy`; write `policy = {path}`");
    values::refuse(&expr, message)
}

/// Value of `budget` and `breaker`: the path of a static.
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

/// Value of `crate`: a path that means the same wherever the expansion puts it.
pub(super) fn krate(_: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    let expr = values::expr(input)?;
    let path = match &expr {
        Expr::Path(path) if path.qself.is_none() => &path.path,
        _ => {
            let path = quoted_path(&expr).unwrap_or_else(|| "::reattempt".to_owned());
            let message = format!("`crate` takes a path without quotes; write `crate = {path}`");
            return values::refuse(&expr, message);
        }
    };
    if is_absolute(path) {
        return Ok(path.clone());
    }
    let segments = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    let relative = segments.collect::<Vec<_>>().join("::");
    values::refuse(
        &expr,
        format_args!(
            "`crate` takes an absolute path: it must mean the same crate in every scope; write \
             `crate = ::{relative}` or `crate = crate::{relative}`"
        ),
    )
}

/// Whether `path` begins with `::`, `crate` or `$crate`, which is one identifier once
/// `macro_rules` has passed it on.
fn is_absolute(path: &Path) -> bool {
    let first = path.segments.first().map(|first| &first.ident);
    path.leading_colon.is_some() || first.is_some_and(|first| first == "crate" || first == "$crate")
}

/// The path in a string literal.
fn quoted_path(expr: &Expr) -> Option<String> {
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = expr
    else {
        return None;
    };
    text.parse::<Path>().ok().map(|_| text.value())
}

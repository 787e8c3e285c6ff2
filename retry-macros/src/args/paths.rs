//! `policy`, `budget`, `breaker` and `crate`: what is named by a path.
//!
//! In: the stream behind an `=`. Out: the path or expression as written.

use super::{names, values};
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Expr, ExprLit, ExprPath, Lit, Path};

/// Value of `policy`, which may be any expression that can be a `Policy`.
pub(super) fn policy(name: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = values::expr(name, input)?;
    if !matches!(expr, Expr::Lit(_) | Expr::Closure(_) | Expr::Array(_)) {
        return Ok(expr);
    }
    let path = quoted_path(&expr).unwrap_or_else(|| "POLICY".to_owned());
    let message = format!("`policy` takes an expression of type `Policy`; write `policy = {path}`");
    values::refuse(&expr, message)
}

/// Value of `budget` and `breaker`: the path of a static.
pub(super) fn place(name: &Ident, input: ParseStream<'_>) -> syn::Result<ExprPath> {
    match values::expr(name, input)? {
        Expr::Path(path) => Ok(path),
        expr => {
            let write = names::example(&name.to_string());
            let message = format!("`{name}` takes the path of a static; write `{write}`");
            values::refuse(&expr, message)
        }
    }
}

/// Value of `crate`: a path that means the same wherever the expansion puts it.
pub(crate) fn krate(name: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    let expr = values::expr(name, input)?;
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
    let segments = path.segments.iter();
    let segments = segments.map(|segment| segment.ident.to_string());
    let named = segments.filter(|segment| segment != "self" && segment != "super");
    let relative = named.collect::<Vec<_>>().join("::");
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

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    #[test]
    fn policy_takes_an_expression() {
        for value in [
            "POLICY",
            "net::POLICY",
            "self.policy",
            "Policy::new(3)",
            "const { P }",
        ] {
            assert_eq!(errors(&format!("policy = {value}")), [""; 0]);
        }
        for (value, path) in [
            ("\"net::FAST\"", "net::FAST"),
            ("5", "POLICY"),
            ("|x| x", "POLICY"),
        ] {
            assert_eq!(
                errors(&format!("policy = {value}")),
                [format!(
                    "`policy` takes an expression of type `Policy`; write `policy = {path}`"
                )]
            );
        }
    }

    #[test]
    fn budget_and_breaker_take_a_static() {
        assert_eq!(errors("budget = net::BUDGET, breaker = BREAKER"), [""; 0]);
        assert_eq!(
            errors("budget = true, breaker = \"B\""),
            [
                "`budget` takes the path of a static; write `budget = BUDGET`",
                "`breaker` takes the path of a static; write `breaker = BREAKER`",
            ]
        );
    }

    #[test]
    fn the_crate_is_an_absolute_path() {
        for path in [
            "::reattempt",
            "::core::retry",
            "crate",
            "crate::vendor::reattempt",
        ] {
            assert_eq!(errors(&format!("crate = {path}")), [""; 0]);
        }
        for (value, path) in [
            ("reattempt", "reattempt"),
            ("vendor::reattempt", "vendor::reattempt"),
            ("self::reattempt", "reattempt"),
            ("super::super::reattempt", "reattempt"),
        ] {
            assert_eq!(
                errors(&format!("crate = {value}")),
                [format!(
                    "`crate` takes an absolute path: it must mean the same crate in every scope; \
                     write `crate = ::{path}` or `crate = crate::{path}`"
                )]
            );
        }
        for (value, path) in [("\"::retry\"", "::retry"), ("5", "::reattempt")] {
            assert_eq!(
                errors(&format!("crate = {value}")),
                [format!(
                    "`crate` takes a path without quotes; write `crate = {path}`"
                )]
            );
        }
    }
}

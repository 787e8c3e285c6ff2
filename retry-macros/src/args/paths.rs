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

/// Where a budget or a breaker is.
#[derive(Clone)]
pub(crate) enum Place {
    /// A static, by its path, which all calls share.
    Static(ExprPath),
    /// What leads to one when a call begins: a field, an argument, what a function returns.
    Value(Expr),
}

/// Value of `budget` and `breaker`.
pub(super) fn place(name: &Ident, input: ParseStream<'_>) -> syn::Result<Place> {
    let expr = values::expr(name, input)?;
    let is_new = makes_a_new_one(&expr);
    match expr {
        Expr::Path(path) if is_static(&path.path) => Ok(Place::Static(path)),
        Expr::Reference(ref reference) => match values::ungroup((*reference.expr).clone()) {
            Expr::Path(path) if is_static(&path.path) => Ok(Place::Static(path)),
            _ => Ok(Place::Value(expr)),
        },
        _ if is_new || values::literal(&expr).is_some() || is_no_place(&expr) => {
            let message = format!("`{name}` {}", static_for(name, &expr));
            values::refuse(&expr, message)
        }
        expr => Ok(Place::Value(expr)),
    }
}

/// `BUDGET` and `net::BUDGET`, as statics are written.
fn is_static(path: &Path) -> bool {
    let last = path.segments.last().map(|last| last.ident.to_string());
    last.is_some_and(|name| !name.contains(char::is_lowercase))
}

fn is_no_place(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Closure(_) | Expr::Array(_) | Expr::Tuple(_) | Expr::Struct(_)
    )
}

/// `Budget::total(20)` or `Breaker::builder().open_for(WAIT).build()`: a new one for each call would know of
/// no other.
fn makes_a_new_one(expr: &Expr) -> bool {
    match expr {
        Expr::MethodCall(call) => makes_a_new_one(&call.receiver),
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => {
                let types = path.path.segments.iter().rev().nth(1);
                types.is_some_and(|ty| ty.ident == "Budget" || ty.ident == "Breaker")
            }
            _ => false,
        },
        _ => false,
    }
}

/// The static to write for what is none.
fn static_for(name: &Ident, expr: &Expr) -> String {
    let path = names::example(&name.to_string());
    let is_budget = name == "budget";
    match values::literal(expr) {
        Some((false, Lit::Int(retries))) if is_budget => format!(
            "takes the path of a static or an expression; write `static BUDGET: Budget = \
             Budget::total({retries});` and `{path}`"
        ),
        Some((false, Lit::Bool(on))) if is_budget && on.value => {
            "without a value is a budget private to this function; write `budget`".to_owned()
        }
        Some((false, Lit::Bool(_))) => {
            "takes the path of a static or an expression; leave it out for none".to_owned()
        }
        None if matches!(expr, Expr::Call(_) | Expr::MethodCall(_)) => {
            let ty = if is_budget { "Budget" } else { "Breaker" };
            let place = names::value(&name.to_string());
            format!(
                "takes one that is there already: a new one for each call would know of no other; write \
                 `static {place}: {ty} = ..;` with this value, and `{path}`, or keep it in a field, and write \
                 `{name} = self.{name}`"
            )
        }
        _ => format!(
            "takes the path of a static or an expression; write `{path}`, or `{name} = self.{name}`"
        ),
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
    fn budget_and_breaker_take_what_leads_to_one() {
        for place in [
            "net::BUDGET",
            "&BUDGET",
            "self.budget",
            "tenant.guards.budget.clone()",
            "budget",
            "BUDGETS.of(&url.host())",
            "budget_of(tenant)",
            "Budgets::of(&tenant)",
        ] {
            assert_eq!(errors(&format!("budget = {place}")), [""; 0]);
            assert_eq!(errors(&format!("breaker = {place}")), [""; 0]);
        }
    }

    #[test]
    fn what_leads_to_none_shows_the_static() {
        let leads = "takes the path of a static or an expression;";
        let new = "takes one that is there already: a new one for each call would know of no other; write";
        for (attribute, message) in [
            (
                "budget = \"B\"",
                format!("{leads} write `budget = BUDGET`, or `budget = self.budget`"),
            ),
            (
                "breaker = \"B\"",
                format!("{leads} write `breaker = BREAKER`, or `breaker = self.breaker`"),
            ),
            (
                "breaker = |_| B",
                format!("{leads} write `breaker = BREAKER`, or `breaker = self.breaker`"),
            ),
            (
                "budget = true",
                "without a value is a budget private to this function; write \
            `budget`"
                    .to_owned(),
            ),
            ("budget = false", format!("{leads} leave it out for none")),
            (
                "budget = 20",
                "takes the path of a static or an expression; write `static BUDGET: Budget \
                 = Budget::total(20);` and `budget = BUDGET`"
                    .to_owned(),
            ),
            (
                "budget = Budget::total(20)",
                format!(
                    "{new} `static BUDGET: Budget = ..;` with this value, and `budget = BUDGET`, or keep it in a \
                     field, and write `budget = self.budget`"
                ),
            ),
            (
                "breaker = Breaker::builder().build()",
                format!(
                    "{new} `static BREAKER: Breaker = ..;` with this value, and `breaker = BREAKER`, or keep it in \
                     a field, and write `breaker = self.breaker`"
                ),
            ),
        ] {
            let option = attribute.split(' ').next().unwrap();
            assert_eq!(errors(attribute), [format!("`{option}` {message}")]);
        }
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

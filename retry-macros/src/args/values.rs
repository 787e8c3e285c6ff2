//! Values that are literals, checked here, or expressions, checked later.
//!
//! In: the stream behind an `=`. Out: the expression, and the literal it may be.

use super::names;
use core::fmt::Display;
use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Lit, UnOp};

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

/// Any expression, as the value of `name`.
pub(crate) fn expr(name: &Ident, input: ParseStream<'_>) -> syn::Result<Expr> {
    input.parse().map(ungroup).map_err(|error: syn::Error| {
        let write = names::example(&name.to_string());
        syn::Error::new(error.span(), format_args!("{error}; write `{write}`"))
    })
}

/// `expr` without parentheses, and without the invisible group around what a `macro_rules`
/// fragment matched.
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

/// The number `lit` stands for, `None` if it is no number or one of another type than `f64`.
pub(super) fn number(lit: &Lit) -> Option<f64> {
    let (digits, suffix) = match lit {
        Lit::Int(int) => (int.base10_digits(), int.suffix()),
        Lit::Float(float) => (float.base10_digits(), float.suffix()),
        _ => return None,
    };
    matches!(suffix, "" | "f64").then(|| digits.parse().ok())?
}

/// An error at `expr`.
pub(crate) fn refuse<T>(expr: &Expr, message: impl Display) -> syn::Result<T> {
    Err(syn::Error::new_spanned(expr, message))
}

//! Values that are literals, checked here, or expressions, checked later.
//!
//! In: the stream behind an `=`. Out: the expression, and the literal it may be.

use super::{extent, names};
use core::fmt::Display;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
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
    if let Some(lit) = lone_literal(input) {
        let attrs = Vec::new();
        return Ok(Expr::Lit(ExprLit { attrs, lit }));
    }
    let start = input.fork();
    let expr = input.parse().map_err(|error: syn::Error| {
        let write = names::example(&name.to_string());
        syn::Error::new(error.span(), format_args!("{error}; write `{write}`"))
    })?;
    let tokens = extent::tokens_before(&start, input.cursor());
    Ok(ungroup(syn::parse2(parenthesised(tokens)).unwrap_or(expr)))
}

/// A literal with nothing of a value behind it, as most values are: it needs none of the grammar of expressions.
fn lone_literal(input: ParseStream<'_>) -> Option<Lit> {
    let (_, rest) = input.cursor().literal()?;
    let is_whole = rest.eof()
        || rest
            .punct()
            .is_some_and(|(comma, _)| comma.as_char() == ',');
    is_whole.then(|| input.parse().ok()).flatten()
}

/// Input: `$wait * 2`, where a `macro_rules` fragment matched `1 + 2`.
/// Output: `(1 + 2) * 2`. The compiler does not see the invisible group around a fragment once it
/// has been taken apart and printed again.
fn parenthesised(tokens: TokenStream) -> TokenStream {
    let visible = |token| match token {
        TokenTree::Group(group) => {
            let inside = parenthesised(group.stream());
            let binds_loosely = matches!(
                syn::parse2(inside.clone()),
                Ok(Expr::Binary(_) | Expr::Unary(_) | Expr::Cast(_) | Expr::Range(_))
            );
            let delimiter = match group.delimiter() {
                Delimiter::None if binds_loosely => Delimiter::Parenthesis,
                delimiter => delimiter,
            };
            let mut visible = Group::new(delimiter, inside);
            visible.set_span(group.span());
            TokenTree::Group(visible)
        }
        token => token,
    };
    tokens.into_iter().map(visible).collect()
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

#[cfg(test)]
mod tests {
    use super::parenthesised;
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
    use quote::quote;

    #[test]
    fn fragments_keep_together() {
        let fragment = |tokens: TokenStream| TokenTree::from(Group::new(Delimiter::None, tokens));
        for (inside, visible) in [
            (quote!(1 + 2), "(1 + 2)"),
            (quote!(-x), "(- x)"),
            (quote!(a as f64), "(a as f64)"),
            (quote!(LIMIT), "LIMIT"),
            (quote!(limit(3)), "limit (3)"),
        ] {
            let fragment = fragment(inside);
            let tokens = parenthesised(quote!(f(#fragment) * 2));
            let text = tokens.to_string().replace("  ", " ");
            let expected = format!("f ({visible}) * 2");
            assert_eq!(text.replace("( ", "(").replace(" )", ")"), expected);
        }
    }
}

//! One value and the moment it is known.
//!
//! In: a literal or an expression, and the generics it may name. Out: tokens, and whether they can
//! stand in a `const` item, in an inline `const`, or only in the function.

use super::known::{KnownAt, known};
use crate::args::Value;
use crate::target::Facts;
use core::time::Duration;
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned as _;

pub(crate) struct Setting {
    /// Empty where the method takes no argument.
    pub(crate) value: TokenStream,
    pub(crate) known: KnownAt,
    /// Where the value stands, unless it is a literal, whose range has been checked.
    pub(crate) unchecked: Option<Span>,
}

impl Setting {
    /// A value the macro has checked.
    pub(super) fn item(value: TokenStream) -> Self {
        Self {
            value,
            known: KnownAt::Item,
            unchecked: None,
        }
    }

    pub(super) fn expr(expr: &Expr, facts: &Facts) -> Self {
        Self {
            value: expr.to_token_stream(),
            known: known(expr, facts),
            unchecked: Some(expr.span()),
        }
    }

    pub(super) fn count(value: &Value<u32>, facts: &Facts) -> Self {
        Self::new(value, facts, |count, span| {
            spanned(Literal::u32_unsuffixed(count), span)
        })
    }

    pub(super) fn number(value: &Value<f64>, facts: &Facts) -> Self {
        Self::new(value, facts, |number, span| {
            spanned(Literal::f64_unsuffixed(number), span)
        })
    }

    pub(super) fn duration(value: &Value<Duration>, facts: &Facts) -> Self {
        Self::new(value, facts, |duration, span| {
            let span = span.resolved_at(Span::mixed_site());
            let seconds = duration.as_secs();
            let nanos = duration.subsec_nanos();
            quote_spanned!(span=> ::core::time::Duration::new(#seconds, #nanos))
        })
    }

    fn new<T: Copy>(
        value: &Value<T>,
        facts: &Facts,
        literal: impl FnOnce(T, Span) -> TokenStream,
    ) -> Self {
        match value {
            Value::Literal { value, span } => Self::item(literal(*value, *span)),
            Value::Expr(expr) => Self::expr(expr, facts),
        }
    }
}

fn spanned(mut literal: Literal, span: Span) -> TokenStream {
    literal.set_span(span);
    literal.into_token_stream()
}

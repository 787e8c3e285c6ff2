//! One value and the moment it is known.
//!
//! In: a literal or an expression, and the generics it may name. Out: tokens, and whether they can
//! stand in a `const` item, in an inline `const`, or only in the function.

use crate::args::Value;
use crate::target::Facts;
use core::time::Duration;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Expr, ExprPath, PathArguments};

pub(crate) struct Setting {
    /// Empty where the method takes no argument.
    pub(crate) value: TokenStream,
    pub(crate) known: KnownAt,
    /// Where the value stands, unless it is a literal, whose range has been checked.
    pub(crate) unchecked: Option<Span>,
}

/// When a value is known, earliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum KnownAt {
    /// A literal or the path of a constant: goes into a `const` item.
    Item,
    /// `const { .. }`: may name generics, goes into an inline const.
    Inline,
    /// Any other expression: evaluated once at entry, clamped when out of range.
    Entry,
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

/// When the value of `expr` is known.
pub(super) fn known(expr: &Expr, facts: &Facts) -> KnownAt {
    match expr {
        Expr::Lit(_) => KnownAt::Item,
        Expr::Const(_) => KnownAt::Inline,
        Expr::Path(path) if is_constant(path) => known_path(path, facts),
        Expr::Call(call) if call.args.len() == 1 && is_duration(&call.func) => {
            known(&call.args[0], facts)
        }
        _ => KnownAt::Entry,
    }
}

/// When what a path names is known, if it names a constant or a static. A `const` item cannot name
/// generics, an inline one can. Those of an `impl` block are out of sight here: a single capital
/// is taken for one of them. `Cfg::LIMIT` is not: an inline const would be right for both, but a value out
/// of range in it is found by no `cargo check`, and in an `async fn` by no build that does not call it; and
/// the site would not list its policy. A type is the likelier meaning, and for the other the compiler
/// says at the word that it is a generic parameter; `const { Cfg::LIMIT }` is the way to write it.
pub(super) fn known_path(path: &ExprPath, facts: &Facts) -> KnownAt {
    let first = &path.path.segments[0].ident;
    let generic = path.qself.is_some()
        || path
            .path
            .segments
            .iter()
            .any(|segment| !matches!(segment.arguments, PathArguments::None))
        || first == "Self"
        || is_single_capital(first)
        || facts.generics.contains(first);
    if generic {
        KnownAt::Inline
    } else {
        KnownAt::Item
    }
}

fn is_single_capital(name: &Ident) -> bool {
    let name = name.to_string();
    name.len() == 1 && name.starts_with(|letter: char| letter.is_ascii_uppercase())
}

/// Whether the last name of `path` is in `SCREAMING_CASE`.
fn is_constant(path: &ExprPath) -> bool {
    path.path.segments.last().is_some_and(|segment| {
        let name = segment.ident.to_string();
        name.starts_with(|first: char| first == '_' || first.is_uppercase())
            && !name.contains(char::is_lowercase)
            && name.contains(char::is_uppercase)
    })
}

/// Whether `function` makes a `Duration` from one number, in a `const` as well.
fn is_duration(function: &Expr) -> bool {
    let Expr::Path(path) = function else {
        return false;
    };
    let mut names = path
        .path
        .segments
        .iter()
        .rev()
        .map(|segment| &segment.ident);
    let (function, receiver) = (names.next(), names.next());
    let constructors = ["from_secs", "from_millis", "from_micros", "from_nanos"];
    function.is_some_and(|name| constructors.iter().any(|constructor| name == constructor))
        && receiver.is_some_and(|name| name == "Duration")
}

#[cfg(test)]
mod tests {
    use super::{KnownAt, known};
    use crate::plan::tests::facts;

    #[test]
    fn known_as_early_as_possible() {
        for (expr, moment) in [
            ("LIMIT", KnownAt::Item),
            ("net::LIMIT_2", KnownAt::Item),
            ("a::LIMIT", KnownAt::Item),
            ("u32::MAX", KnownAt::Item),
            ("Cfg::LIMIT", KnownAt::Item),
            ("const { Cfg::LIMIT }", KnownAt::Inline),
            ("::core::time::Duration::ZERO", KnownAt::Item),
            ("Duration::from_millis(250)", KnownAt::Item),
            ("std::time::Duration::from_secs(LIMIT)", KnownAt::Item),
            ("const { 1 + 2 }", KnownAt::Inline),
            ("COUNT", KnownAt::Inline),
            ("Kind::LIMIT", KnownAt::Inline),
            ("N", KnownAt::Inline),
            ("T::LIMIT", KnownAt::Inline),
            ("Self::LIMIT", KnownAt::Inline),
            ("<Self as Net>::LIMIT", KnownAt::Inline),
            ("Net::<u8>::LIMIT", KnownAt::Inline),
            ("Duration::from_secs(Self::LIMIT)", KnownAt::Inline),
            ("limit", KnownAt::Entry),
            ("self.limit", KnownAt::Entry),
            ("limit()", KnownAt::Entry),
            ("LIMIT + 1", KnownAt::Entry),
            ("Duration::from_secs(self.limit)", KnownAt::Entry),
            ("Duration::from_secs_f64(1.5)", KnownAt::Entry),
            ("Self::Limit", KnownAt::Entry),
        ] {
            let parsed = syn::parse_str(expr).unwrap();
            assert_eq!(known(&parsed, &facts()), moment, "{expr}");
        }
    }
}

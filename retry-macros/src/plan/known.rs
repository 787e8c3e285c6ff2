//! The moment at which the value of an expression is known.
//!
//! In: an expression, and the generics it may name. Out: whether it can stand in a `const` item, in an inline
//! `const`, or only in the function. What a function of the user's does is out of sight: only calls that are
//! known to be `const` are taken for such.

use crate::target::Facts;
use proc_macro2::Ident;
use syn::{Expr, ExprMethodCall, ExprPath, Path, PathArguments};

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

/// When the value of `expr` is known.
pub(super) fn known(expr: &Expr, facts: &Facts) -> KnownAt {
    match expr {
        Expr::Lit(_) => KnownAt::Item,
        Expr::Const(_) => KnownAt::Inline,
        Expr::Path(path) if is_constant(path) => known_path(path, facts),
        Expr::Call(call) if call.args.len() == 1 && is_duration(&call.func) => {
            known(&call.args[0], facts)
        }
        Expr::MethodCall(call) if call.method == "over_configuration" && call.args.is_empty() => {
            known(&call.receiver, facts)
        }
        Expr::MethodCall(call) if call.method == "build" && call.args.is_empty() => {
            known_builder(&call.receiver, facts)
        }
        _ => KnownAt::Entry,
    }
}

/// Input: `Policy::builder().max_attempts(5)` or `POLICY.to_builder().max_attempts(5)`.
fn known_builder(expr: &Expr, facts: &Facts) -> KnownAt {
    match expr {
        Expr::Call(call) if call.args.is_empty() && is_builder(&call.func) => KnownAt::Item,
        Expr::MethodCall(call) if call.method == "to_builder" && call.args.is_empty() => {
            known(&call.receiver, facts)
        }
        Expr::MethodCall(call) if is_step(call) => {
            let arguments = call.args.iter().map(|argument| known_part(argument, facts));
            arguments.fold(known_builder(&call.receiver, facts), Ord::max)
        }
        _ => KnownAt::Entry,
    }
}

/// `Policy::builder` or `reattempt::Policy::builder`. Behind another path it may be another type, whose
/// builder is not `const`.
fn is_builder(function: &Expr) -> bool {
    let Expr::Path(path) = function else {
        return false;
    };
    let before = path.path.segments.iter().rev().nth(2);
    is_call_of(function, "Policy", "builder")
        && before.is_none_or(|krate| krate.ident == "reattempt")
}

/// Whether it is a method of `PolicyBuilder` that returns the builder.
fn is_step(call: &ExprMethodCall) -> bool {
    const STEPS: [&str; 14] = [
        "max_attempts",
        "unlimited",
        "backoff",
        "initial_delay",
        "max_delay",
        "min_delay",
        "factor",
        "increment",
        "jitter",
        "max_elapsed",
        "throttled_delay",
        "max_retry_after",
        "config_max_attempts",
        "config_max_delay",
    ];
    STEPS.iter().any(|step| call.method == step)
}

/// What a builder takes: besides plain values also `Jitter::Full`, `Jitter::fraction(0.5)`,
/// `Strategy::Schedule(&[..])`.
fn known_part(expr: &Expr, facts: &Facts) -> KnownAt {
    match expr {
        Expr::Path(path) if path.qself.is_none() && is_variant(&path.path) => KnownAt::Item,
        Expr::Call(call) if call.args.len() == 1 && is_part(&call.func) => {
            known_part(&call.args[0], facts)
        }
        Expr::Reference(reference) if reference.mutability.is_none() => {
            known_part(&reference.expr, facts)
        }
        Expr::Array(array) => {
            let elements = array.elems.iter().map(|element| known_part(element, facts));
            elements.max().unwrap_or(KnownAt::Item)
        }
        _ => known(expr, facts),
    }
}

/// `Jitter::Full`, `Strategy::Linear`
fn is_variant(path: &Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let (variant, ty) = (names.next(), names.next());
    variant.is_some_and(|name| name.to_string().starts_with(char::is_uppercase))
        && ty.is_some_and(|name| name == "Jitter" || name == "Strategy")
}

fn is_part(function: &Expr) -> bool {
    is_call_of(function, "Jitter", "fraction")
        || is_call_of(function, "Strategy", "Schedule")
        || is_call_of(function, "Strategy", "Custom")
}

/// Whether `function` is a path that ends in `ty::name`.
fn is_call_of(function: &Expr, ty: &str, name: &str) -> bool {
    let Expr::Path(ExprPath {
        qself: None, path, ..
    }) = function
    else {
        return false;
    };
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    names.next().is_some_and(|last| last == name) && names.next().is_some_and(|first| first == ty)
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
    ["from_secs", "from_millis", "from_micros", "from_nanos"]
        .iter()
        .any(|constructor| is_call_of(function, "Duration", constructor))
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

    #[test]
    fn a_policy_is_known_when_all_it_is_built_from_is() {
        for (expr, moment) in [
            ("Policy::builder().build()", KnownAt::Item),
            (
                "reattempt::Policy::builder().max_attempts(0).build()",
                KnownAt::Item,
            ),
            (
                "presets::HTTP.to_builder().unlimited().build()",
                KnownAt::Item,
            ),
            (
                "Policy::builder().jitter(Jitter::Full).backoff(Strategy::Linear).increment(WAIT).build()",
                KnownAt::Item,
            ),
            (
                "Policy::builder().jitter(Jitter::fraction(0.5)).build()",
                KnownAt::Item,
            ),
            (
                "Policy::builder().backoff(Strategy::Schedule(&[Duration::from_secs(1), WAIT])).build()",
                KnownAt::Item,
            ),
            (
                "Policy::builder().backoff(Strategy::Custom(&OWN)).build()",
                KnownAt::Item,
            ),
            (
                "Policy::builder().max_attempts(Self::LIMIT).build()",
                KnownAt::Inline,
            ),
            (
                "Self::POLICY.to_builder().max_attempts(2).build()",
                KnownAt::Inline,
            ),
            (
                "Policy::builder().max_attempts(page).build()",
                KnownAt::Entry,
            ),
            (
                "Policy::builder().max_attempts(2).clamped().0",
                KnownAt::Entry,
            ),
            ("POLICY.over_configuration()", KnownAt::Item),
            ("self.policy.over_configuration()", KnownAt::Entry),
            ("Policy::builder().nonsense(2).build()", KnownAt::Entry),
            ("Policy::builder()", KnownAt::Entry),
            ("self.policy.to_builder().build()", KnownAt::Entry),
            ("settings::policy()", KnownAt::Entry),
            ("settings::builder().build()", KnownAt::Entry),
            ("other::Policy::builder().build()", KnownAt::Entry),
        ] {
            let parsed = syn::parse_str(expr).unwrap();
            assert_eq!(known(&parsed, &facts()), moment, "{expr}");
        }
    }
}

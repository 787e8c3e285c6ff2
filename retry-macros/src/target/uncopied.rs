//! Arguments written `mut` whose type is not known to be `Copy`, as the signature shows.
//!
//! What it does not show is for the compiler to say.

use proc_macro2::{Ident, Span};
use syn::{FnArg, Generics, Pat, ReceiverKind, Signature, Type, TypeParamBound, WherePredicate};

use crate::types::strip;

/// One of them.
#[derive(Clone)]
pub(crate) struct Uncopied {
    pub(crate) name: Ident,
    /// The type as it may be shown: `impl ..` or the name of a type parameter.
    pub(crate) ty: String,
}

pub(super) fn find(sig: &Signature) -> Vec<Uncopied> {
    sig.inputs
        .iter()
        .filter_map(|input| of(input, &sig.generics))
        .collect()
}

/// The `mut` of `mut self`, which each attempt would find as the one before has left it: unlike an argument it
/// cannot be bound anew. What lies behind a reference is the caller's.
pub(super) fn changed_self(sig: &Signature) -> Option<Span> {
    let Some(FnArg::Receiver(receiver)) = sig.inputs.first() else {
        return None;
    };
    let mutability = receiver.mutability?;
    let owned = match &receiver.kind {
        ReceiverKind::Value => true,
        ReceiverKind::Typed(_, ty) => match strip(ty) {
            Type::Path(path) if path.path.is_ident("Self") => true,
            Type::Path(path) => {
                let last = path.path.segments.last();
                last.is_some_and(|last| last.ident == "Box")
            }
            _ => false,
        },
        _ => false,
    };
    owned.then_some(mutability.span)
}

fn of(input: &FnArg, generics: &Generics) -> Option<Uncopied> {
    let FnArg::Typed(argument) = input else {
        return None;
    };
    let Pat::Ident(pat) = &*argument.pat else {
        return None;
    };
    if pat.mutability.is_none() || pat.by_ref.is_some() {
        return None;
    }
    let ty = match strip(&argument.ty) {
        Type::ImplTrait(item) if item.bounds.iter().all(says_nothing) => "impl ..".to_owned(),
        Type::Path(path) => {
            let name = path.path.get_ident()?;
            let bounds = bounds(name, generics)?;
            bounds
                .into_iter()
                .all(says_nothing)
                .then(|| name.to_string())?
        }
        _ => return None,
    };
    let name = pat.ident.clone();
    Some(Uncopied { name, ty })
}

/// The bounds of a type parameter of this name, if there is one.
fn bounds<'a>(name: &Ident, generics: &'a Generics) -> Option<Vec<&'a TypeParamBound>> {
    let parameter = generics
        .type_params()
        .find(|parameter| parameter.ident == *name)?;
    let clause = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let further = clause.filter_map(|predicate| match predicate {
        WherePredicate::Type(predicate) => match strip(&predicate.bounded_ty) {
            Type::Path(path) if path.path.is_ident(name) => Some(&predicate.bounds),
            _ => None,
        },
        _ => None,
    });
    Some(parameter.bounds.iter().chain(further.flatten()).collect())
}

/// Whether what has the bound need not be `Copy`. A trait nobody knows may ask for `Copy` itself.
fn says_nothing(bound: &TypeParamBound) -> bool {
    const TRAITS: [&str; 20] = [
        "Fn",
        "FnMut",
        "FnOnce",
        "AsyncFn",
        "AsyncFnMut",
        "AsyncFnOnce",
        "Read",
        "BufRead",
        "Write",
        "Seek",
        "Iterator",
        "IntoIterator",
        "Into",
        "AsRef",
        "AsMut",
        "ToString",
        "Send",
        "Sync",
        "Clone",
        "Unpin",
    ];
    match bound {
        TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .is_some_and(|last| TRAITS.iter().any(|name| last.ident == name)),
        TypeParamBound::Lifetime(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use syn::Signature;

    fn uncopied(signature: &str) -> Vec<String> {
        let sig: Signature = syn::parse_str(&format!("fn f{signature}")).unwrap();
        let found = find(&sig).into_iter();
        found
            .map(|argument| format!("{}: {}", argument.name, argument.ty))
            .collect()
    }

    #[test]
    fn types_that_say_nothing_of_copy() {
        for (signature, found) in [
            ("(mut f: impl FnMut() -> u8)", "f: impl .."),
            ("(mut f: impl Fn(u8) + Send + 'static)", "f: impl .."),
            ("<T>(mut x: T)", "x: T"),
            ("<R: io::Read>(mut source: R)", "source: R"),
            ("<R>(mut source: R) where R: Read, R: Send", "source: R"),
        ] {
            assert_eq!(uncopied(signature), [found], "{signature}");
        }
    }

    #[test]
    fn types_that_are_or_may_be_copy() {
        for signature in [
            "(f: impl FnMut())",
            "(mut f: impl Fn() + Copy)",
            "<N: Number>(mut n: N)",
            "<N>(mut n: N) where N: Copy",
            "(mut n: u32, mut v: Vec<u8>)",
            "(mut n: Number)",
            "<R>(mut source: &mut R)",
        ] {
            assert_eq!(uncopied(signature), [""; 0], "{signature}");
        }
    }
}

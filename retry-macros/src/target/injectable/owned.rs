//! Types that certainly have no lifetime and, as far as can be told, no type parameter.
//!
//! The attribute sees the generics of the function, not those of the `impl` around it, so any name may
//! be one of theirs. The compiler tells, by what is known of a type (see the runtime's
//! `injection/fit.rs`): of a name itself, and of one inside a type that is known to hold what it is
//! given. Other types may hide it, as `Id<T>` with a `PhantomData<fn() -> T>` does.

use proc_macro2::Ident;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypeParamBound, TypePath};

use crate::types::strip;

/// Type parameters, as far as they are known.
pub(super) struct Parameters<'a> {
    /// Those of the function.
    pub(super) generics: &'a [Ident],
}

/// Types of the standard library that have what is known of their arguments.
const TRANSPARENT: [&str; 14] = [
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "HashMap",
    "HashSet",
    "Option",
    "Poll",
    "Rc",
    "Result",
    "Reverse",
    "Vec",
    "VecDeque",
];

/// Names that nobody gives to a parameter.
const FIXED: [&str; 17] = [
    "String", "bool", "char", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "str",
    "u128", "u16", "u32", "u64", "u8",
];

impl Parameters<'_> {
    /// Whether the type has no lifetime, and no parameter that would not be noticed.
    pub(super) fn are_not_in(&self, outcome: &Type) -> bool {
        match strip(outcome) {
            // The arguments of an alias are noticed like those of a `Result`.
            Type::Path(path) => self.are_not_in_path(path, |ty| self.are_noticed_in(ty)),
            _ => false,
        }
    }

    /// The same of a part of the outcome.
    pub(super) fn are_noticed_in(&self, ty: &Type) -> bool {
        match strip(ty) {
            Type::Path(path) => {
                let last = path.path.segments.last();
                let transparent = last.is_some_and(|last| is_one_of(&last.ident, &TRANSPARENT));
                self.are_not_in_path(path, |ty| {
                    if transparent {
                        self.are_noticed_in(ty)
                    } else {
                        is_fixed(ty)
                    }
                })
            }
            Type::Tuple(tuple) => tuple.elems.iter().all(|ty| self.are_noticed_in(ty)),
            Type::Array(array) => self.are_noticed_in(&array.elem),
            Type::Slice(slice) => self.are_noticed_in(&slice.elem),
            other => is_fixed(other),
        }
    }

    /// The same of a path with arguments of which `holds`.
    fn are_not_in_path(&self, path: &TypePath, holds: impl Fn(&Type) -> bool) -> bool {
        path.qself.is_none()
            && path
                .path
                .segments
                .iter()
                .all(|segment| !self.is_one(segment))
            && path
                .path
                .segments
                .iter()
                .all(|segment| all_arguments(segment, &holds))
    }

    /// Whether this is a parameter, or by its name has to be taken for one. One has no arguments.
    fn is_one(&self, segment: &PathSegment) -> bool {
        let name = segment.ident.to_string();
        let mut letters = name.chars();
        let is_letter = letters
            .next()
            .is_some_and(|first| first.is_ascii_uppercase())
            && letters.all(|letter| letter.is_ascii_digit());
        let is_bare = segment.arguments.is_none();
        name == "Self" || is_bare && (is_letter || self.generics.contains(&segment.ident))
    }
}

/// Whether no name in it can be a parameter.
fn is_fixed(ty: &Type) -> bool {
    match strip(ty) {
        Type::Path(TypePath {
            qself: None, path, ..
        }) => {
            let name = path.segments.first().map(|first| first.ident.to_string());
            let name = name.unwrap_or_default();
            let is_module = path.segments.len() > 1 && !name.starts_with(char::is_uppercase);
            (is_module || FIXED.contains(&name.as_str()))
                && path
                    .segments
                    .iter()
                    .all(|segment| all_arguments(segment, &is_fixed))
        }
        Type::Tuple(tuple) => tuple.elems.iter().all(is_fixed),
        Type::Array(array) => is_fixed(&array.elem),
        Type::Slice(slice) => is_fixed(&slice.elem),
        Type::Reference(reference) => {
            let lifetime = reference.lifetime.as_ref();
            lifetime.is_some_and(|lifetime| lifetime.ident == "static") && is_fixed(&reference.elem)
        }
        Type::TraitObject(object) => object.bounds.iter().all(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                let mut segments = bound.path.segments.iter();
                bound.lifetimes.is_none()
                    && segments.all(|segment| all_arguments(segment, &is_fixed))
            }
            TypeParamBound::Lifetime(lifetime) => lifetime.ident == "static",
            _ => false,
        }),
        _ => false,
    }
}

/// Whether `holds` is true of all arguments that are types, and no other is a lifetime but `'static`.
fn all_arguments(segment: &PathSegment, holds: &impl Fn(&Type) -> bool) -> bool {
    match &segment.arguments {
        PathArguments::None => true,
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().all(|argument| match argument {
                GenericArgument::Type(ty) => holds(ty),
                GenericArgument::AssocType(assoc) => assoc.generics.is_none() && holds(&assoc.ty),
                GenericArgument::Lifetime(lifetime) => lifetime.ident == "static",
                GenericArgument::Const(_) => true,
                _ => false,
            })
        }
        PathArguments::Parenthesized(_) => false,
    }
}

fn is_one_of(name: &Ident, names: &[&str]) -> bool {
    names.iter().any(|one| name == one)
}

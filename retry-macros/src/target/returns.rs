//! What the function returns, read off its signature.
//!
//! Input: the return type.
//! Output: [`Returns`]: the type of one attempt's outcome and how to name the error.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned;
use syn::{
    Error, GenericArgument, PathArguments, Result, ReturnType, Signature, Type, TypeParamBound,
    TypePath,
};

use crate::target::Outcome;
use crate::target::error_path::ErrorPath;
use crate::types::{
    first_type_argument, is_borrowing_object, is_generic_of, last_segment, strip,
    without_impl_trait,
};

/// The outcome of one attempt.
pub(crate) struct Returns {
    /// The type of the body's value, `impl Trait` replaced by `_`.
    pub(crate) attempt: Type,
    pub(crate) kind: Kind,
}

/// What the outcome is made of.
pub(crate) enum Kind {
    /// `Option<T>`, spelled so.
    Option,
    /// `Result<T, E>` or an alias of it.
    Result {
        error: ErrorPath,
        /// `RetryError<E>`, where the function declares `Result<T, RetryError<E>>`; an attempt returns
        /// `Result<T, E>`.
        reported: Option<Box<Type>>,
    },
}

impl Returns {
    pub(crate) fn new(output: &ReturnType, sig: &Signature, generics: &[Ident]) -> Result<Self> {
        let ReturnType::Type(_, ty) = output else {
            return Err(Error::new(sig.ident.span(), NOTHING));
        };
        let ty = strip(ty);
        reject_infallible(ty)?;
        if is_generic_of(ty, "option", "Option") {
            return Ok(Self {
                attempt: without_impl_trait(ty),
                kind: Kind::Option,
            });
        }
        if let Some((reported, inner)) = retry_error(ty) {
            return Ok(Self {
                attempt: without_impl_trait(&with_error(ty, inner)),
                kind: Kind::Result {
                    error: ErrorPath::of_error(inner, generics),
                    reported: Some(Box::new(reported.clone())),
                },
            });
        }
        Ok(Self {
            attempt: without_impl_trait(ty),
            kind: Kind::Result {
                error: ErrorPath::of_return(ty, generics),
                reported: None,
            },
        })
    }

    /// The last word of the error type, where it is written out.
    pub(crate) fn error_name(&self) -> Option<String> {
        if last_segment(&self.attempt)?.ident != "Result" {
            return None;
        }
        let error = last_segment(self.written_error()?)?;
        Some(error.ident.unraw().to_string())
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match self.kind {
            Kind::Option => Outcome::Option,
            Kind::Result { reported: None, .. } => Outcome::Result,
            Kind::Result { .. } => Outcome::RetryError,
        }
    }

    /// The way to the variants of the error type.
    pub(crate) fn error_path(&self) -> ErrorPath {
        match &self.kind {
            Kind::Option => ErrorPath::default(),
            Kind::Result { error, .. } => error.clone(),
        }
    }

    /// Whether the error is a trait object that may borrow. It cannot be looked into then.
    pub(super) fn error_borrows(&self) -> bool {
        self.written_error().is_some_and(is_borrowing_object)
    }

    /// The error type, if it is one of those of the standard library that say nothing of an error.
    pub(crate) fn classless(&self) -> Option<Type> {
        let error = self.written_error()?;
        if last_segment(&self.attempt)?.ident != "Result" {
            return None;
        }
        let plain = match error {
            Type::Path(path) => is_primitive(path),
            Type::Tuple(_) => true,
            Type::Reference(text) => {
                matches!(strip(&text.elem), Type::Path(path) if path.path.is_ident("str"))
            }
            _ => false,
        };
        plain.then(|| error.clone())
    }

    /// The second argument of `Result<T, E>`.
    fn written_error(&self) -> Option<&Type> {
        let PathArguments::AngleBracketed(arguments) = &last_segment(&self.attempt)?.arguments
        else {
            return None;
        };
        match arguments.args.last()? {
            GenericArgument::Type(error) if arguments.args.len() == 2 => Some(strip(error)),
            _ => None,
        }
    }

    /// Whether the caller gets a `RetryError`.
    pub(crate) fn reports(&self) -> bool {
        self.reported().is_some()
    }

    /// The `RetryError<E>` that the caller gets.
    pub(crate) fn reported(&self) -> Option<&Type> {
        match &self.kind {
            Kind::Result { reported, .. } => reported.as_deref(),
            Kind::Option => None,
        }
    }

    pub(crate) fn span(&self) -> Span {
        self.attempt.span()
    }
}

const NOTHING: &str = "a function that returns nothing cannot be retried: retrying needs a `Result` \
                       or an `Option` to tell failure from success; return `Result<(), YourError>`";

/// Types that are known by their form to be neither `Result` nor `Option`.
fn reject_infallible(ty: &Type) -> Result<()> {
    let what = match ty {
        Type::Tuple(tuple) if tuple.elems.is_empty() => return Err(Error::new(ty.span(), NOTHING)),
        Type::Never(_) => "`!`",
        Type::Tuple(_) => "a tuple",
        Type::Reference(_) => "a reference",
        Type::Array(_) | Type::Slice(_) => "an array",
        Type::Ptr(_) | Type::FnPtr(_) => "a pointer",
        Type::ImplTrait(item) if names_stream(item.bounds.iter()) => {
            return Err(Error::new(
                ty.span(),
                "a stream cannot be retried: items that it has yielded cannot be taken back; retry the \
                 function that fetches one item",
            ));
        }
        Type::ImplTrait(_) => "an `impl Trait` that is no `Future`",
        Type::Path(path) if is_primitive(path) => "a plain value",
        _ => return Ok(()),
    };
    let rule = format!(
        "a function that returns {what} cannot be retried: retrying needs a `Result` or an \
         `Option` to tell failure from success; return `Result<_, YourError>`"
    );
    Err(Error::new(ty.span(), rule))
}

fn is_primitive(path: &TypePath) -> bool {
    const PLAIN: [&str; 18] = [
        "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize", "f32", "f64", "String",
    ];
    path.path
        .get_ident()
        .is_some_and(|ident| PLAIN.iter().any(|plain| ident == plain))
}

fn names_stream<'a>(mut bounds: impl Iterator<Item = &'a TypeParamBound>) -> bool {
    bounds.any(|bound| match bound {
        TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "Stream"),
        _ => false,
    })
}

/// `Result<T, RetryError<E>>` as `(RetryError<E>, E)`.
fn retry_error(ty: &Type) -> Option<(&Type, &Type)> {
    let PathArguments::AngleBracketed(arguments) = &last_segment(ty)?.arguments else {
        return None;
    };
    let GenericArgument::Type(error) = arguments.args.get(1)? else {
        return None;
    };
    if !is_generic_of(error, "reattempt", "RetryError") {
        return None;
    }
    Some((error, first_type_argument(last_segment(error)?)?))
}

/// `Result<T, _>` as `Result<T, error>`.
pub(crate) fn with_error(ty: &Type, error: &Type) -> Type {
    let mut ty = ty.clone();
    if let Type::Path(path) = &mut ty {
        if let Some(last) = path.path.segments.last_mut() {
            if let PathArguments::AngleBracketed(arguments) = &mut last.arguments {
                if let Some(argument) = arguments.args.get_mut(1) {
                    *argument = GenericArgument::Type(error.clone());
                }
            }
        }
    }
    ty
}

#[cfg(test)]
mod tests {
    use super::Returns;
    use crate::target::Outcome;
    use syn::Signature;

    fn outcome(returned: &str) -> Outcome {
        let sig: Signature = syn::parse_str(&format!("fn f() -> {returned}")).unwrap();
        Returns::new(&sig.output, &sig, &[])
            .map(|returns| returns.outcome())
            .unwrap()
    }

    #[test]
    fn option_is_known_by_its_name_where_that_can_mean_no_other() {
        for option in [
            "Option<u8>",
            "std::option::Option<u8>",
            "::core::option::Option<impl Copy>",
        ] {
            assert_eq!(outcome(option), Outcome::Option, "{option}");
        }
        for other in [
            "my::Option<u8>",
            "self::Option<u8>",
            "Option",
            "Option<u8, E>",
            "Option<'a, u8>",
        ] {
            assert_eq!(outcome(other), Outcome::Result, "{other}");
        }
    }

    #[test]
    fn retry_error_is_known_by_its_name_where_that_can_mean_no_other() {
        for ours in [
            "RetryError<E>",
            "reattempt::RetryError<E>",
            "crate::vendor::reattempt::RetryError<E>",
        ] {
            let returned = format!("Result<(), {ours}>");
            assert_eq!(outcome(&returned), Outcome::RetryError, "{ours}");
        }
        for other in [
            "old::RetryError<E>",
            "self::RetryError<E>",
            "RetryError",
            "RetryError<E, F>",
        ] {
            let returned = format!("Result<(), {other}>");
            assert_eq!(outcome(&returned), Outcome::Result, "{other}");
        }
    }
}

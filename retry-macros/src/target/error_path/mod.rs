//! How to name the variants of the function's error type.
//!
//! Input: the return type, or the error type where it is written.
//! Output: [`ErrorPath`], by which a bare `Io` of `on = [Io]` becomes a pattern.

mod nameless;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, Type};

use crate::types::{first_ident, last_segment, strip};
use nameless::Instead;

pub(crate) use nameless::Nameless;

/// The way to the variants of an error type.
#[derive(Clone)]
pub(crate) enum ErrorPath {
    /// Written in the signature: `Result<_, FetchError>`.
    Written(Path),
    /// Behind an alias: `type Error = <Alias<()> as IsResult>::Error`.
    Alias(Box<Type>),
    /// There is no way.
    None(Nameless),
}

impl ErrorPath {
    /// Of a return type: the second argument of `Result`, else through the alias.
    pub(crate) fn of_return(ty: &Type, generics: &[Ident]) -> Self {
        let Some(last) = last_segment(ty) else {
            let reason = "the return type has no name";
            return Self::None(Nameless::new(Instead::Path, reason));
        };
        if let PathArguments::AngleBracketed(arguments) = &last.arguments {
            let types: Vec<&Type> = arguments.args.iter().filter_map(as_type).collect();
            if let ([_, error], true) = (types.as_slice(), last.ident == "Result") {
                return Self::of_error(error, generics);
            }
        }
        if let Some(nameless) = Nameless::of_alias(ty) {
            return Self::None(nameless);
        }
        let alias = with_unit_value(ty);
        match mentioned(&alias, generics) {
            Some(name) => {
                let reason = format!("that of an alias with `{name}` cannot be named here");
                Self::None(Nameless::new(Instead::Path, reason))
            }
            None => Self::Alias(Box::new(alias)),
        }
    }

    /// Of an error type that is written out.
    pub(crate) fn of_error(error: &Type, generics: &[Ident]) -> Self {
        let Type::Path(written) = strip(error) else {
            let reason = "this one is no enum";
            return Self::None(Nameless::new(Instead::Function, reason));
        };
        if written.qself.is_some() {
            let reason = "an associated type cannot be named here";
            return Self::None(Nameless::new(Instead::Path, reason));
        }
        if let Some(name) = written
            .path
            .get_ident()
            .filter(|ident| generics.contains(ident))
        {
            let reason = format!("`{name}` is a type parameter, which has none");
            return Self::None(Nameless::new(Instead::Function, reason));
        }
        if let Some(nameless) = Nameless::of_error(&written.path) {
            return Self::None(nameless);
        }
        let mut path = written.path.clone();
        for segment in &mut path.segments {
            segment.arguments = PathArguments::None;
        }
        Self::Written(path)
    }
}

/// There is no error.
impl Default for ErrorPath {
    fn default() -> Self {
        Self::None(Nameless::new(Instead::Function, "there is none"))
    }
}

/// `Alias<'a, T, X>` as `Alias<'static, (), X>`: the error does not depend on the value.
fn with_unit_value(ty: &Type) -> Type {
    let mut alias = strip(ty).clone();
    if let Type::Path(path) = &mut alias {
        if let Some(last) = path.path.segments.last_mut() {
            if let PathArguments::AngleBracketed(arguments) = &mut last.arguments {
                let mut value = Some(syn::parse_quote!(()));
                for argument in &mut arguments.args {
                    match argument {
                        GenericArgument::Lifetime(lifetime) => {
                            lifetime.ident = Ident::new("static", lifetime.ident.span());
                        }
                        GenericArgument::Type(ty) => {
                            if let Some(unit) = value.take() {
                                *ty = unit;
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    alias
}

fn as_type(argument: &GenericArgument) -> Option<&Type> {
    match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// The first of `generics`, or `Self`, that the type mentions.
fn mentioned(ty: &Type, generics: &[Ident]) -> Option<Ident> {
    first_ident(ty.to_token_stream(), &|ident| {
        ident == "Self" || generics.contains(ident)
    })
}

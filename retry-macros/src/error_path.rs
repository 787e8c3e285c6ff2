//! How to name the variants of the function's error type.
//!
//! Input: the return type, or the error type where it is written.
//! Output: [`ErrorPath`], which turns a bare `Io` of `on = [Io]` into a pattern.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Error, GenericArgument, Path, PathArguments, Result, Type};

use crate::plan::ErrorPattern;
use crate::types::{last_segment, strip};

/// The way to the variants of an error type.
pub(crate) enum ErrorPath {
    /// Written in the signature: `Result<_, FetchError>`.
    Written(Path),
    /// Behind an alias: `type Error = <Alias<()> as RetryResult>::Error`.
    Alias(Box<Type>),
    /// There is no way: the reason, for an error at a bare name.
    None(String),
}

impl ErrorPath {
    /// Of a return type: the second argument of `Result`, else through the alias.
    pub(crate) fn of_return(ty: &Type, generics: &[Ident]) -> Self {
        let Some(last) = last_segment(ty) else {
            return Self::None("the return type has no name".into());
        };
        if let PathArguments::AngleBracketed(arguments) = &last.arguments {
            let types: Vec<&Type> = arguments.args.iter().filter_map(as_type).collect();
            if let ([_, error], true) = (types.as_slice(), last.ident == "Result") {
                return Self::of_error(error, generics);
            }
        }
        if let Some(library) = library_alias(ty) {
            return Self::None(format!("`{library}` has no variants"));
        }
        let alias = with_unit_value(ty);
        match mentioned(&alias, generics) {
            Some(name) => Self::None(format!(
                "the return type is an alias that mentions `{name}`, so its error type cannot be \
                 named here"
            )),
            None => Self::Alias(Box::new(alias)),
        }
    }

    /// Of an error type that is written out.
    pub(crate) fn of_error(error: &Type, generics: &[Ident]) -> Self {
        let Type::Path(written) = strip(error) else {
            return Self::None("the error type is no enum".into());
        };
        if written.qself.is_some() {
            return Self::None("the error type is an associated type".into());
        }
        if let Some(name) = written
            .path
            .get_ident()
            .filter(|ident| generics.contains(ident))
        {
            return Self::None(format!("`{name}` is a type parameter"));
        }
        if let Some(name) = known_struct(&written.path) {
            return Self::None(format!("`{name}` has no variants"));
        }
        let mut path = written.path.clone();
        for segment in &mut path.segments {
            segment.arguments = PathArguments::None;
        }
        Self::Written(path)
    }

    /// Input: `[Io, Http { status: 500..=599 }, _]`
    /// Output: an expression of `bool` that matches `error`, a place of type `E`.
    pub(crate) fn matches(
        &self,
        patterns: &[ErrorPattern],
        error: &TokenStream,
        krate: &Path,
    ) -> Result<TokenStream> {
        let site = Span::mixed_site();
        // No pattern at all, lest a lint on patterns of the error's type speak up.
        if patterns
            .iter()
            .any(|pattern| matches!(pattern, ErrorPattern::Any(_)))
        {
            return Ok(quote_spanned!(site=> true));
        }
        let arms = patterns
            .iter()
            .map(|pattern| self.pattern(pattern))
            .collect::<Result<Vec<_>>>()?;
        let alias = match self {
            Self::Alias(ty) => quote_spanned! {site=>
                type __RetryError = <#ty as #krate::__private::RetryResult>::Error;
            },
            _ => TokenStream::new(),
        };
        Ok(quote_spanned! {site=> {
            #alias
            #[allow(unreachable_patterns)]
            match #error {
                #(#arms)|* => true,
                _ => false,
            }
        }})
    }

    fn pattern(&self, pattern: &ErrorPattern) -> Result<TokenStream> {
        Ok(match pattern {
            ErrorPattern::Any(span) => quote_spanned!(*span=> _),
            ErrorPattern::Variant(variant) => {
                let path = self.variant(variant)?;
                quote!(#path { .. })
            }
            ErrorPattern::VariantFields(variant, fields) => {
                let path = self.variant(variant)?;
                quote!(#path #fields)
            }
            ErrorPattern::Path(path) => quote!(#path { .. }),
            ErrorPattern::PathFields(path, fields) => quote!(#path #fields),
        })
    }

    fn variant(&self, variant: &Ident) -> Result<TokenStream> {
        // Located at the variant, so that a misspelt one is reported there.
        let at = variant.span();
        match self {
            Self::Written(path) => {
                let path = path.to_token_stream().into_iter().map(|mut token| {
                    token.set_span(at.resolved_at(token.span()));
                    token
                });
                let path: TokenStream = path.collect();
                Ok(quote_spanned!(at=> #path::#variant))
            }
            Self::Alias(_) => {
                let alias = Ident::new("__RetryError", Span::mixed_site().located_at(at));
                Ok(quote_spanned!(at=> #alias::#variant))
            }
            Self::None(why) => Err(Error::new(
                at,
                format!(
                    "a bare name such as `{variant}` is a variant of the function's error type, but \
                     {why}; write the full path, `YourError::{variant}`, or decide with \
                     `when = |error| ..`"
                ),
            )),
        }
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

/// Aliases of well-known libraries whose error is no enum.
fn library_alias(ty: &Type) -> Option<String> {
    let Type::Path(path) = strip(ty) else {
        return None;
    };
    let segments: Vec<String> = path
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    match segments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [.., library @ ("io" | "fmt" | "anyhow" | "eyre"), "Result"] => {
            Some(format!("{library}::Error"))
        }
        _ => None,
    }
}

/// Error types that are known not to be enums.
fn known_struct(path: &Path) -> Option<String> {
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    match segments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [.., library @ ("io" | "fmt" | "anyhow"), "Error"] => Some(format!("{library}::Error")),
        [.., "Box"] => Some("Box<dyn Error>".into()),
        [.., name @ ("String" | "Report")] => Some((*name).into()),
        _ => None,
    }
}

/// The first of `generics`, or `Self`, that the type mentions.
fn mentioned(ty: &Type, generics: &[Ident]) -> Option<Ident> {
    first_ident(ty.to_token_stream(), &|ident| {
        ident == "Self" || generics.contains(ident)
    })
}

/// The first identifier among the tokens, groups included, that is `wanted`.
pub(crate) fn first_ident(tokens: TokenStream, wanted: &dyn Fn(&Ident) -> bool) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if wanted(&ident) => Some(ident),
        TokenTree::Group(group) => first_ident(group.stream(), wanted),
        _ => None,
    })
}

//! The lists of `on` and `except`, resolved: which errors they match.
//!
//! In: the entries, and the way to the variants of the error type. Out: patterns of Rust.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned as _;

use crate::args::ErrorPattern;
use crate::target::error_path::ErrorPath;

/// Which errors match.
pub(crate) enum Patterns {
    /// Every one. No pattern at all, lest a lint on patterns of the error's type speak up.
    Any,
    /// Those that match one of the arms.
    Listed {
        arms: Vec<TokenStream>,
        /// What the arms call [`alias`], if they go through it.
        alias: Option<Box<Type>>,
    },
}

/// The name by which patterns reach an error type that is not written in the signature.
pub(crate) fn alias(at: Span) -> Ident {
    Ident::new("__RetryError", Span::mixed_site().located_at(at))
}

impl Patterns {
    /// `None` for a list that is absent.
    pub(super) fn new(entries: Option<Vec<ErrorPattern>>, error: &ErrorPath) -> Option<Self> {
        let entries = entries?;
        if entries
            .iter()
            .any(|entry| matches!(entry, ErrorPattern::Any(_)))
        {
            return Some(Self::Any);
        }
        Some(Self::Listed {
            arms: entries.iter().map(|entry| arm(entry, error)).collect(),
            alias: match error {
                ErrorPath::Alias(ty) => Some(ty.clone()),
                ErrorPath::Written(_) | ErrorPath::None(_) => None,
            },
        })
    }
}

/// Input: `Io`, `Http { status: 500..=599 }` or `FetchError::Io`.
/// Output: `FetchError::Io { .. }`, `FetchError::Http { status: 500..=599 }`, `FetchError::Io { .. }`.
fn arm(entry: &ErrorPattern, error: &ErrorPath) -> TokenStream {
    match entry {
        ErrorPattern::Any(span) => quote_spanned!(*span=> _),
        ErrorPattern::Variant(name) => {
            let (path, fields) = (variant(name, error), any_fields(name.span()));
            quote!(#path #fields)
        }
        ErrorPattern::VariantFields(name, fields) => {
            let path = variant(name, error);
            quote!(#path #fields)
        }
        ErrorPattern::Path(path) => {
            let fields = any_fields(path.segments.last().span());
            quote!(#path #fields)
        }
        ErrorPattern::PathFields(path, fields) => quote!(#path #fields),
    }
}

/// Output: the path of a variant, located at its name, so that a misspelt one is reported there.
fn variant(name: &Ident, error: &ErrorPath) -> TokenStream {
    let at = name.span();
    match error {
        ErrorPath::Written(path) => {
            let path = path.to_token_stream().into_iter().map(|mut token| {
                token.set_span(at.resolved_at(token.span()));
                token
            });
            let path: TokenStream = path.collect();
            quote_spanned!(at=> #path::#name)
        }
        ErrorPath::Alias(_) => {
            let alias = alias(at);
            quote_spanned!(at=> #alias::#name)
        }
        // The rules have refused it by now.
        ErrorPath::None(_) => name.to_token_stream(),
    }
}

/// Output: `{ .. }`, located at the name before it, so that an error about the pattern is there.
fn any_fields(name: Span) -> TokenStream {
    quote_spanned!(Span::mixed_site().located_at(name)=> { .. })
}

//! What a test may put in the place of an attempt's outcome, read off the return type.
//!
//! Input: the type of an attempt's outcome.
//! Output: [`Injectable`], the types of the outcome and of its error as the argument of a function type,
//! where each lifetime is one of that function type's own: `&'a str` as `&'_ str`. The runtime says in
//! `injection/fit.rs` what for.
//!
//! Whatever compiles without has to compile with it, so a type is left out where these words, put
//! into another place, might mean something else or nothing.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::types::strip;

/// The types that can be injected; `None` where it is certain that one cannot.
pub(crate) struct Injectable {
    /// Whether the outcome's type can be named at all; an `impl Trait` cannot.
    pub(crate) named: bool,
    /// The outcome as a whole.
    pub(crate) outcome: Option<TokenStream>,
    /// A type with the same error.
    pub(crate) error: Option<ErrorType>,
}

/// A type with the error of the function.
pub(crate) struct ErrorType {
    /// As it is in the function.
    pub(crate) here: TokenStream,
    /// As it is in a function type.
    pub(crate) bound: TokenStream,
}

impl Injectable {
    pub(crate) fn of(outcome: &Type) -> Self {
        let whole = outcome.to_token_stream();
        // What borrows can be no type that a test has made.
        let owned = is_plain(&whole) && !borrows(&whole);
        let inferred = any(&whole, &|tokens| is_one_of(tokens, &["_"]));
        Self {
            named: !inferred,
            outcome: owned.then_some(whole),
            error: error_type(outcome),
        }
    }
}

fn error_type(outcome: &Type) -> Option<ErrorType> {
    let here = with_plain_value(outcome).to_token_stream();
    // An associated type of one lifetime need not be there for every other.
    let bound = is_plain(&here) && !(borrows(&here) && names_associated(&here));
    bound.then(|| ErrorType {
        bound: with_own_lifetimes(here.clone()),
        here,
    })
}

/// `Result<Self, E>` as `Result<(), E>`. What cannot be said elsewhere is no error, because that
/// is not the first argument of a type which has such a value.
fn with_plain_value(outcome: &Type) -> Type {
    let mut outcome = strip(outcome).clone();
    if let Type::Path(path) = &mut outcome {
        let arguments = path
            .path
            .segments
            .last_mut()
            .map(|last| &mut last.arguments);
        if let Some(PathArguments::AngleBracketed(arguments)) = arguments {
            let first = arguments
                .args
                .iter_mut()
                .find_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                });
            match first {
                Some(value) if !is_plain(&value.to_token_stream()) => {
                    *value = syn::parse_quote!(());
                }
                _ => {}
            }
        }
    }
    outcome
}

/// Whether it has the same meaning in a function type. `Self` may have lifetimes and parameters that are
/// not seen, `_` stands for an `impl Trait`, a macro for anything; a `for` has lifetimes of its own, and
/// `<T as Trait>` may be true of the one lifetime only.
fn is_plain(ty: &TokenStream) -> bool {
    !any(ty, &|tokens| match tokens.first() {
        Some(TokenTree::Punct(punct)) => punct.as_char() == '!',
        _ => is_one_of(tokens, &["Self", "_", "impl", "for", "as"]),
    })
}

fn is_one_of(tokens: &[TokenTree], words: &[&str]) -> bool {
    match tokens.first() {
        Some(TokenTree::Ident(first)) => words.iter().any(|word| first == word),
        _ => false,
    }
}

/// Whether it has a lifetime, written or implied by a reference, that is not `'static`.
fn borrows(ty: &TokenStream) -> bool {
    any(ty, &|tokens| match tokens {
        [TokenTree::Punct(quote), TokenTree::Ident(name), ..] if quote.as_char() == '\'' => {
            name != "static"
        }
        [TokenTree::Punct(reference), next, ..] if reference.as_char() == '&' => {
            !matches!(next, TokenTree::Punct(quote) if quote.as_char() == '\'')
        }
        _ => false,
    })
}

/// Whether it has a path such as `T::Error`.
fn names_associated(ty: &TokenStream) -> bool {
    any(ty, &|tokens| match tokens {
        [
            TokenTree::Ident(first),
            TokenTree::Punct(colon),
            _,
            TokenTree::Ident(_),
            ..,
        ] => colon.as_char() == ':' && first.to_string().starts_with(char::is_uppercase),
        _ => false,
    })
}

/// Whether `found` holds for the tokens from any one on, groups included.
fn any(tokens: &TokenStream, found: &dyn Fn(&[TokenTree]) -> bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    (0..tokens.len()).any(|start| match &tokens[start] {
        TokenTree::Group(group) => any(&group.stream(), found),
        _ => found(&tokens[start..]),
    })
}

/// `'a` as `'_`.
fn with_own_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut quoted = false;
    tokens
        .into_iter()
        .map(|token| {
            let after_quote = std::mem::replace(&mut quoted, is_quote(&token));
            match token {
                TokenTree::Ident(name) if after_quote && name != "static" => {
                    Ident::new("_", name.span()).into()
                }
                TokenTree::Group(group) => {
                    let mut inner =
                        Group::new(group.delimiter(), with_own_lifetimes(group.stream()));
                    inner.set_span(group.span());
                    inner.into()
                }
                token => token,
            }
        })
        .collect()
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}

#[cfg(test)]
mod tests {
    use super::Injectable;
    use proc_macro2::TokenStream;
    use syn::parse_str;

    fn injectable(ty: &str) -> (Option<String>, Option<String>) {
        let text = |tokens: TokenStream| tokens.to_string().replace(' ', "");
        let Injectable { outcome, error, .. } = Injectable::of(&parse_str(ty).unwrap());
        (outcome.map(text), error.map(|error| text(error.bound)))
    }

    #[test]
    fn what_is_owned_is_injected_as_a_whole() {
        for ty in [
            "Result<u32,Error>",
            "io::Result<Vec<T>>",
            "Fetched",
            "Result<&'staticstr,T::Error>",
            "Option<[u8;N]>",
        ] {
            let spelled = ty.replace("'static", "'static ");
            let same = Some(ty.to_owned());
            assert_eq!(injectable(&spelled), (same.clone(), same));
        }
    }

    #[test]
    fn of_what_borrows_the_error_is_left() {
        for (ty, bound) in [
            ("Result<&str, Error>", "Result<&str,Error>"),
            ("io::Result<Cow<'a, str>>", "io::Result<Cow<'_,str>>"),
            (
                "Result<(&'a str, [Page<'b>; 2]), E>",
                "Result<(&'_str,[Page<'_>;2]),E>",
            ),
            ("Result<Box<dyn Read + 'a>, E>", "Result<Box<dynRead+'_>,E>"),
        ] {
            assert_eq!(injectable(ty), (None, Some(bound.to_owned())));
        }
    }

    #[test]
    fn a_value_that_cannot_be_said_elsewhere_is_not_needed_for_the_error() {
        for ty in [
            "io::Result<Self>",
            "io::Result<_>",
            "io::Result<page!()>",
            "io::Result<<T as I>::A>",
        ] {
            assert_eq!(injectable(ty), (None, Some("io::Result<()>".to_owned())));
        }
        assert_eq!(injectable("Result<Self, E>").1.unwrap(), "Result<(),E>");
    }

    #[test]
    fn what_may_mean_something_else_is_left_out() {
        for ty in [
            "Result<u32, Self::Error>",
            "Result<u32, <T as Fetch>::Error>",
            "Result<u32, Box<dyn for<'a> Fn(&'a str)>>",
            "Result<I::Item<'a>, E>",
            "outcome!()",
            "Self::Outcome",
        ] {
            assert_eq!(injectable(ty), (None, None), "{ty}");
        }
    }
}

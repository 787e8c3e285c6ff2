//! What a test may put in the place of an attempt's outcome, read off the return type.
//!
//! Input: the type of an attempt's outcome.
//! Output: [`Injectable`], the types of the outcome and of its error as the argument of a function type,
//! where each lifetime is one of that function type's own: `&'a str` as `&'_ str`. The runtime says in
//! `injection/fit.rs` what for.
//!
//! Whatever compiles without has to compile with it, so a type is left out where these words, put
//! into another place, might mean something else or nothing.

mod owned;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::types::{is_quote, strip, with_own_lifetimes};
use owned::Parameters;

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
    /// Of the outcome of a function with these generic parameters.
    pub(crate) fn of(outcome: &Type, generics: &[Ident]) -> Self {
        let parameters = Parameters { generics };
        let tokens = outcome.to_token_stream();
        Self {
            named: !any(&tokens, &|tokens| is_one_of(tokens, &["_"])),
            outcome: parameters.are_not_in(outcome).then_some(tokens),
            error: error_type(outcome, &parameters),
        }
    }
}

fn error_type(outcome: &Type, parameters: &Parameters<'_>) -> Option<ErrorType> {
    let mut outcome = strip(outcome).clone();
    let is_known = parameters.are_not_in(&outcome);
    match result_arguments(&mut outcome) {
        // By its name, the first argument is the value, on which the error does not depend.
        Some((value, error)) => {
            if error.is_some_and(|error| !parameters.are_noticed_in(error)) {
                return None;
            }
            if !is_same_elsewhere(&value.to_token_stream()) {
                *value = syn::parse_quote!(());
            }
        }
        None if is_known => {}
        None => return None,
    }
    let here = outcome.to_token_stream();
    Some(ErrorType {
        bound: with_own_lifetimes(here.clone()),
        here,
    })
}

/// The arguments of a `Result<T, E>`, or of an alias of that name with one argument.
fn result_arguments(ty: &mut Type) -> Option<(&mut Type, Option<&mut Type>)> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last_mut()?;
    if path.qself.is_some() || last.ident != "Result" {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return None;
    };
    let mut types = arguments
        .args
        .iter_mut()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
    Some((types.next()?, types.next()))
}

/// Whether it has a meaning in a function type. `Self` may have lifetimes that are not seen, `_` stands
/// for an `impl Trait`, a macro for anything; a `for` has lifetimes of its own, `<T as Trait>` may be
/// true of the one lifetime only, and so may `T::Item<'a>`.
fn is_same_elsewhere(ty: &TokenStream) -> bool {
    let is_special = any(ty, &|tokens| match tokens.first() {
        Some(TokenTree::Punct(punct)) => punct.as_char() == '!',
        _ => is_one_of(tokens, &["Self", "_", "impl", "for", "as"]),
    });
    !is_special && !any(ty, &names_associated)
}

/// `T::Item`
fn names_associated(tokens: &[TokenTree]) -> bool {
    match tokens {
        [
            TokenTree::Ident(first),
            TokenTree::Punct(colon),
            _,
            TokenTree::Ident(_),
            ..,
        ] => colon.as_char() == ':' && first.to_string().starts_with(char::is_uppercase),
        _ => false,
    }
}

fn is_one_of(tokens: &[TokenTree], words: &[&str]) -> bool {
    match tokens.first() {
        Some(TokenTree::Ident(first)) => words.iter().any(|word| first == word),
        _ => false,
    }
}

/// Whether `found` holds for the tokens from any one on, groups included. The name of a lifetime is
/// not looked at.
fn any(tokens: &TokenStream, found: &dyn Fn(&[TokenTree]) -> bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is_lifetime = |at: usize| at > 0 && is_quote(&tokens[at - 1]);
    (0..tokens.len()).any(|at| match &tokens[at] {
        TokenTree::Group(group) => any(&group.stream(), found),
        _ => !is_lifetime(at) && found(&tokens[at..]),
    })
}

#[cfg(test)]
mod tests {
    use super::Injectable;
    use proc_macro2::{Ident, Span, TokenStream};
    use syn::parse_str;

    fn injectable(ty: &str) -> (Option<String>, Option<String>) {
        let text = |tokens: TokenStream| tokens.to_string().replace(' ', "");
        let generics = [Ident::new("Entity", Span::call_site())];
        let Injectable { outcome, error, .. } = Injectable::of(&parse_str(ty).unwrap(), &generics);
        (outcome.map(text), error.map(|error| text(error.bound)))
    }

    #[test]
    fn what_is_owned_is_injected_as_a_whole() {
        for ty in [
            "Result<u32,Error>",
            "io::Result<Vec<(Page,[u8;N])>>",
            "Fetched",
            "Outcome<Page>",
            "R<Page>",
            "Result<Id<u32>,Box<dynError+Send>>",
            "Result<Page,Own::Error>",
        ] {
            let spelled = ty.replace("dyn", "dyn ");
            let same = Some(ty.to_owned());
            assert_eq!(injectable(&spelled), (same.clone(), same));
        }
    }

    #[test]
    fn the_error_is_left_where_the_value_borrows_or_is_generic() {
        for (ty, bound) in [
            ("Result<&str, Error>", "Result<&str,Error>"),
            ("io::Result<Cow<'a, str>>", "io::Result<Cow<'_,str>>"),
            (
                "Result<(&'a str, [Page<'b>; 2]), Error>",
                "Result<(&'_str,[Page<'_>;2]),Error>",
            ),
            (
                "Result<Box<dyn Read + 'a>, Error>",
                "Result<Box<dynRead+'_>,Error>",
            ),
            ("Result<T, Error>", "Result<T,Error>"),
            ("io::Result<Vec<Entity>>", "io::Result<Vec<Entity>>"),
            ("Result<Id<Page>, Error>", "Result<Id<Page>,Error>"),
        ] {
            assert_eq!(injectable(ty), (None, Some(bound.to_owned())));
        }
    }

    #[test]
    fn a_value_that_cannot_be_said_elsewhere_is_not_needed_for_the_error() {
        for value in [
            "Self",
            "_",
            "page!()",
            "<T as I>::Item",
            "I::Item<'a>",
            "Box<dyn for<'a> F<'a>>",
        ] {
            let bound = |ty: &str| injectable(&ty.replace('V', value));
            assert_eq!(
                bound("io::Result<V>"),
                (None, Some("io::Result<()>".to_owned()))
            );
            assert_eq!(
                bound("Result<V, Error>"),
                (None, Some("Result<(),Error>".to_owned()))
            );
        }
        assert_eq!(
            injectable("io::Result<&'_ str>").1.unwrap(),
            "io::Result<&'_str>"
        );
    }

    #[test]
    fn what_may_mean_something_else_is_left_out() {
        for ty in [
            "Result<u32, Self::Error>",
            "Result<u32, <T as Fetch>::Error>",
            "Result<u32, &'a Error>",
            "Result<u32, Error<'_>>",
            "Result<u32, E>",
            "Result<u32, Box<Entity>>",
            "Result<u32, Status<Page>>",
            "Fetched<'a>",
            "LockResult<Guard<'a>>",
            "Outcome<T>",
            "outcome!()",
            "Self::Outcome",
        ] {
            let (outcome, error) = injectable(ty);
            assert_eq!((outcome, error), (None, None), "{ty}");
        }
    }
}

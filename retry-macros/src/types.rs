//! Looking into types.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, PathSegment, Type};

/// Looks through parentheses and the invisible groups of macro fragments.
pub(crate) fn strip(ty: &Type) -> &Type {
    match ty {
        Type::Paren(paren) => strip(&paren.elem),
        Type::Group(group) => strip(&group.elem),
        _ => ty,
    }
}

pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match strip(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

pub(crate) fn first_type_argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(strip(ty)),
        _ => None,
    })
}

/// Whether it is, or holds, a trait object that may borrow. Such a one implements less than one that does
/// not, which method resolution cannot tell.
pub(crate) fn is_borrowing_object(ty: &Type) -> bool {
    let tokens = ty.to_token_stream();
    first_ident(tokens.clone(), &|ident| ident == "dyn").is_some() && borrows(tokens)
}

/// Whether there is a reference, or a lifetime other than `'static`.
fn borrows(tokens: TokenStream) -> bool {
    let mut after_quote = false;
    tokens.into_iter().any(|token| {
        let is_lifetime = core::mem::replace(&mut after_quote, false);
        match token {
            TokenTree::Ident(name) => is_lifetime && name != "static",
            TokenTree::Punct(punct) => {
                after_quote = punct.as_char() == '\'';
                punct.as_char() == '&'
            }
            TokenTree::Group(group) => borrows(group.stream()),
            TokenTree::Literal(_) => false,
        }
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

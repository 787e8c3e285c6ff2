//! Looking into types.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
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

/// Whether `ty` is `Name<T>`, alone or behind `module::`. Another path leads to another type, and so do other
/// arguments; whether a bare name is the one of that module cannot be told here.
pub(crate) fn is_generic_of(ty: &Type, module: &str, name: &str) -> bool {
    let Type::Path(path) = strip(ty) else {
        return false;
    };
    let mut segments = path.path.segments.iter().rev();
    let Some(last) = segments.next().filter(|last| last.ident == name) else {
        return false;
    };
    let one_type = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.len() == 1 && matches!(arguments.args[0], GenericArgument::Type(_))
        }
        _ => false,
    };
    one_type && segments.next().is_none_or(|before| before.ident == module)
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

/// `'a` as `'_`.
pub(crate) fn with_own_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut after_quote = false;
    let own = |token: TokenTree| {
        let is_lifetime = core::mem::replace(&mut after_quote, is_quote(&token));
        match token {
            TokenTree::Ident(name) if is_lifetime && name != "static" => {
                Ident::new("_", name.span()).into()
            }
            TokenTree::Group(group) => {
                let mut own = Group::new(group.delimiter(), with_own_lifetimes(group.stream()));
                own.set_span(group.span());
                own.into()
            }
            token => token,
        }
    };
    tokens.into_iter().map(own).collect()
}

pub(crate) fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}

/// `impl Trait` may not be written in a closure or `let`; there the compiler finds it by itself.
pub(crate) fn without_impl_trait(ty: &Type) -> Type {
    let mut ty = ty.clone();
    replace_impl_trait(&mut ty);
    ty
}

fn replace_impl_trait(ty: &mut Type) {
    match ty {
        Type::ImplTrait(item) => {
            *ty = Type::Infer(syn::TypeInfer {
                attrs: Vec::new(),
                underscore_token: syn::Token![_](item.impl_token.span),
            });
        }
        Type::Paren(paren) => replace_impl_trait(&mut paren.elem),
        Type::Group(group) => replace_impl_trait(&mut group.elem),
        Type::Reference(reference) => replace_impl_trait(&mut reference.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(replace_impl_trait),
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                    for argument in &mut arguments.args {
                        if let GenericArgument::Type(ty) = argument {
                            replace_impl_trait(ty);
                        }
                    }
                }
            }
        }
        _ => {}
    }
}

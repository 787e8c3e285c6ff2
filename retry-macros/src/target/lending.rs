//! Functions that return a `&mut` borrow of an argument, which no attempt can give away and the next one have
//! again.
//!
//! Only what the signature shows is refused: a shared borrow compiles where the body does no more than read.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{
    Error, FnArg, Lifetime, Pat, Receiver, ReceiverKind, Result, ReturnType, Signature, Type,
    TypeReference,
};

use crate::types::strip;

pub(super) fn refuse(sig: &Signature, returned: &ReturnType) -> Result<()> {
    let ReturnType::Type(_, returned) = returned else {
        return Ok(());
    };
    let arguments: Vec<Exclusive> = sig.inputs.iter().filter_map(Exclusive::of).collect();
    let elided = elided(sig, &arguments);
    for lent in exclusive_references(returned.to_token_stream()) {
        let from = match &lent.lifetime {
            Some(name) => arguments.iter().find(|argument| {
                argument
                    .lifetime
                    .as_ref()
                    .is_some_and(|own| own.ident == *name)
            }),
            None => elided,
        };
        if let Some(from) = from {
            let name = &from.name;
            let message = format!(
                "a retried function cannot lend `{name}` as `&mut`: the second attempt would need `{name}` \
                 while the result of the first one borrows it; let one function retry and return nothing \
                 borrowed, and another one call it and lend"
            );
            return Err(Error::new_spanned(lent.tokens, message));
        }
    }
    Ok(())
}

/// An argument of type `&mut T`.
struct Exclusive {
    name: String,
    lifetime: Option<Lifetime>,
}

impl Exclusive {
    fn of(argument: &FnArg) -> Option<Self> {
        let (name, lifetime) = match argument {
            FnArg::Receiver(Receiver {
                kind: ReceiverKind::Reference(_, lifetime, Some(_)),
                ..
            }) => ("self".to_owned(), lifetime.clone()),
            FnArg::Receiver(Receiver {
                kind: ReceiverKind::Typed(_, ty),
                ..
            }) => ("self".to_owned(), exclusive(ty)?.lifetime.clone()),
            FnArg::Receiver(_) => return None,
            FnArg::Typed(argument) => {
                let Pat::Ident(name) = &*argument.pat else {
                    return None;
                };
                (
                    name.ident.to_string(),
                    exclusive(&argument.ty)?.lifetime.clone(),
                )
            }
        };
        Some(Self { name, lifetime })
    }
}

/// `&'a mut T`
fn exclusive(ty: &Type) -> Option<&TypeReference> {
    match strip(ty) {
        Type::Reference(reference) if reference.mutability.is_some() => Some(reference),
        _ => None,
    }
}

/// The argument that a lifetime left out in the return type is of: that of `self`, else of the only reference.
fn elided<'a>(sig: &Signature, arguments: &'a [Exclusive]) -> Option<&'a Exclusive> {
    if let Some(receiver) = sig.receiver() {
        if !matches!(receiver.kind, ReceiverKind::Value) {
            return arguments.first().filter(|first| first.name == "self");
        }
    }
    let places: usize = sig
        .inputs
        .iter()
        .map(|input| lifetimes(input.to_token_stream()))
        .sum();
    arguments.first().filter(|_| places == 1)
}

/// How many references and named lifetimes there are.
fn lifetimes(tokens: TokenStream) -> usize {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut count = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => count += 1,
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                // That of a reference is counted with it.
                let before = at.checked_sub(1).map(|before| &tokens[before]);
                if !matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == '&') {
                    count += 1;
                }
            }
            TokenTree::Group(group) => count += lifetimes(group.stream()),
            _ => {}
        }
    }
    count
}

/// `&mut` or `&'a mut` in a return type.
struct Lent {
    lifetime: Option<Ident>,
    tokens: TokenStream,
}

/// All of them, but for those between the parentheses of `Fn(..)` and `fn(..)`, whose lifetimes are their own.
fn exclusive_references(tokens: TokenStream) -> Vec<Lent> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let after_name = at > 0 && matches!(tokens[at - 1], TokenTree::Ident(_));
            if !after_name {
                found.extend(exclusive_references(group.stream()));
            }
        }
        let (lifetime, len) = match &tokens[at..] {
            [TokenTree::Punct(and), TokenTree::Ident(word), ..]
                if and.as_char() == '&' && word == "mut" =>
            {
                (None, 2)
            }
            [
                TokenTree::Punct(and),
                TokenTree::Punct(_),
                TokenTree::Ident(name),
                TokenTree::Ident(word),
                ..,
            ] if and.as_char() == '&' && word == "mut" => {
                (Some(name.clone()).filter(|name| name != "_"), 4)
            }
            _ => continue,
        };
        let tokens = tokens[at..at + len].iter().cloned().collect();
        found.push(Lent { lifetime, tokens });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::target::tests::refused;

    fn lent(signature: &str) -> Option<String> {
        refused(&format!("fn f{signature} {{ body() }}"))
    }

    #[test]
    fn an_exclusive_borrow_of_an_argument_stays() {
        for (signature, name) in [
            ("(&mut self) -> Result<&mut u8, E>", "self"),
            ("(&mut self, page: &u8) -> Option<&mut u8>", "self"),
            ("<'a>(&'a mut self) -> Result<&'a mut u8, E>", "self"),
            ("(self: &mut Self) -> Result<(u8, &mut u8), E>", "self"),
            (
                "(pages: &mut Vec<u8>, page: u8) -> Result<&'_ mut u8, E>",
                "pages",
            ),
            (
                "<'a>(page: &'a u8, pages: &'a mut [u8]) -> Result<&'a mut u8, E>",
                "pages",
            ),
        ] {
            assert_eq!(
                lent(signature),
                Some(format!(
                    "a retried function cannot lend `{name}` as `&mut`: the second attempt would need \
                     `{name}` while the result of the first one borrows it; let one function retry and return \
                     nothing borrowed, and another one call it and lend"
                )),
                "{signature}"
            );
        }
    }

    #[test]
    fn what_may_be_fine_is_left_to_the_compiler() {
        for signature in [
            "(&mut self) -> Result<&u8, E>",
            "(&self) -> Result<&mut u8, E>",
            "(&self, page: &mut u8) -> Result<&mut u8, E>",
            "(&mut self) -> Result<&'static mut u8, E>",
            "<'a>(&mut self, pages: Pages<'a>) -> Result<&'a mut u8, E>",
            "(&mut self) -> Result<Box<dyn FnOnce(&mut u8)>, E>",
            "(&mut self) -> Result<fn(&mut u8) -> u8, E>",
            "(self: Pin<&mut Self>) -> Result<&mut u8, E>",
            "(&mut self) -> Result<*mut u8, E>",
        ] {
            assert_eq!(lent(signature), None, "{signature}");
        }
    }
}

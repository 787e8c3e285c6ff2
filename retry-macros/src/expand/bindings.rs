//! What each attempt binds anew.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote_spanned};
use syn::{Path, Type};

use crate::target::bindings::{Binding, Take};
use crate::types::{first_ident, with_own_lifetimes};

/// Input: bindings, the arguments of `clone = [..]` and the body.
/// Output: `let mut n = IsCopy::copied(n); let buffer = &mut *buffer; let name = Clone::clone(&name);`
pub(super) fn rebind(
    bindings: &[Binding],
    clones: &[Ident],
    body: &TokenStream,
    krate: &Path,
) -> TokenStream {
    bindings
        .iter()
        .filter_map(|binding| {
            let Binding {
                cfgs,
                ident,
                mutability,
                ..
            } = binding;
            let value = match clones.iter().find(|listed| *listed == ident) {
                Some(listed) => cloned(ident, listed),
                None => taken(binding, body, krate)?,
            };
            Some(quote_spanned!(Span::mixed_site()=> #(#cfgs)* let #mutability #ident #value;))
        })
        .collect()
}

/// Output: `= Clone::clone(&name)`
fn cloned(ident: &Ident, listed: &Ident) -> TokenStream {
    let at = Span::mixed_site().located_at(listed.span());
    let mut ident = ident.clone();
    ident.set_span(listed.span().resolved_at(ident.span()));
    quote_spanned!(at=> = ::core::clone::Clone::clone(&#ident))
}

fn taken(binding: &Binding, body: &TokenStream, krate: &Path) -> Option<TokenStream> {
    let ident = &binding.ident;
    match &binding.take {
        Take::Capture => None,
        Take::Copy => {
            let at = Span::mixed_site().located_at(ident.span());
            Some(quote_spanned!(at=> = #krate::__private::IsCopy::copied(#ident)))
        }
        // An argument for the options alone: the compiler would say that it is not used.
        Take::Reborrow if !mentions(body, ident) => None,
        Take::Reborrow => Some(quote_spanned!(Span::mixed_site()=> = &mut *#ident)),
        Take::ReborrowInside(ty) => Some(reborrowed_inside(ident, ty)),
    }
}

fn mentions(body: &TokenStream, ident: &Ident) -> bool {
    first_ident(body.clone(), &|word| word == ident).is_some()
}

/// Output: `: Option<&mut T> = match &mut buffer { Some(inside) => Some(&mut **inside), None => None }`
///
/// The type is there for the sake of trait objects, which may live shorter then: `Option<&mut dyn Trait>`.
fn reborrowed_inside(ident: &Ident, ty: &Type) -> TokenStream {
    let tokens = ty.to_token_stream();
    let unnamed = first_ident(tokens.clone(), &|word| word == "impl").is_some();
    let ty = (!unnamed).then(|| {
        let ty = with_own_lifetimes(tokens);
        quote_spanned!(Span::mixed_site()=> : ::core::option::Option<&mut #ty>)
    });
    quote_spanned! {Span::mixed_site()=>
        #ty = match &mut #ident {
            ::core::option::Option::Some(__inside) => ::core::option::Option::Some(&mut **__inside),
            ::core::option::Option::None => ::core::option::Option::None,
        }
    }
}

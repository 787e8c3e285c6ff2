//! What each attempt binds anew.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Path;

use crate::target::bindings::{Binding, Take};

/// Input: bindings and the arguments of `clone = [..]`.
/// Output: `let mut n = copied(n); let buffer = &mut *buffer; let name = Clone::clone(&name);`
pub(super) fn rebind(bindings: &[Binding], clones: &[Ident], krate: &Path) -> TokenStream {
    bindings
        .iter()
        .filter_map(|binding| {
            let Binding {
                cfgs,
                ident,
                mutability,
                take,
            } = binding;
            let value = if let Some(listed) = clones.iter().find(|listed| *listed == ident) {
                let at = Span::mixed_site().located_at(listed.span());
                let mut ident = ident.clone();
                ident.set_span(listed.span().resolved_at(ident.span()));
                quote_spanned!(at=> ::core::clone::Clone::clone(&#ident))
            } else {
                match take {
                    Take::Capture => return None,
                    Take::Copy => {
                        let at = Span::mixed_site().located_at(ident.span());
                        quote_spanned!(at=> #krate::__private::copied(#ident))
                    }
                    Take::Reborrow => quote_spanned!(Span::mixed_site()=> &mut *#ident),
                }
            };
            Some(quote_spanned!(Span::mixed_site()=> #(#cfgs)* let #mutability #ident = #value;))
        })
        .collect()
}

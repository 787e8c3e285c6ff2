//! What takes the place of a function whose attribute is refused, where that cannot be the function as it
//! was: its body has the type of an attempt, or names the attempt.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Path;

use crate::target::bindings::Binding;
use crate::target::{Body, Outcome, Target};

/// Input: `fn f() -> Result<T, RetryError<E>> { body }`
/// Output: `fn f() -> Result<T, RetryError<E>> { let _ = || -> Result<T, E> { body }; loop {} }`, in which the
/// body is checked, and never run. `None` where the function can stay as it was.
pub(crate) fn unretried(
    target: &Target,
    attempt: Option<&Ident>,
    krate: &Path,
) -> Option<TokenStream> {
    if target.returns.outcome() != Outcome::RetryError && attempt.is_none() {
        return None;
    }
    let site = Span::mixed_site();
    let Target {
        attrs,
        vis,
        default,
        sig,
        body_span,
        bindings,
        ..
    } = target;
    let ret = super::attempt::attempt_type(&target.returns, krate);
    let attempt = attempt
        .map(|name| quote_spanned!(site=> let #name: &#krate::__private::Attempt<'_> = ::core::panic!();));
    // The signature has lost its `mut`.
    let bind: TokenStream = bindings
        .iter()
        .filter(|binding| binding.mutability.is_some())
        .map(
            |Binding { cfgs, ident, .. }| quote_spanned!(site=> #(#cfgs)* let mut #ident = #ident;),
        )
        .collect();
    let checked = match &target.body {
        Body::Sync(body) => quote_spanned!(site=> || -> #ret { #attempt #bind #body }),
        Body::Async(body) => quote_spanned! {site=>
            async {
                if false {
                    let __outcome: #ret = loop {};
                    return __outcome;
                }
                #attempt
                #bind
                #body
            }
        },
        Body::Future(_) => return None,
    };
    Some(quote_spanned! {*body_span=>
        #(#attrs)*
        #[allow(warnings)]
        #vis #default #sig {
            let _ = #checked;
            loop {}
        }
    })
}

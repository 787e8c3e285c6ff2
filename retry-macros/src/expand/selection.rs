//! What is made of an error: whether it is retried, its class and its hint.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::{Expansion, located};
use crate::plan::{self, Description, Patterns, Selection};

impl Expansion<'_> {
    /// Input: an expression of `&E`.
    /// Output: an expression of `Failure<'_>` made from it.
    pub(super) fn failure(&self, error: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let site = self.site;
        let text =
            quote_spanned!(site=> #krate::__private::probe(#error).__reattempt_text()(#error));
        let known = self.known(error);
        let selected = |condition: TokenStream| quote_spanned!(site=> #krate::__private::Failure::selected(#condition, #known, #text));
        let excepted =
            |except: &Option<Patterns>| except.as_ref().map(|except| self.matches(except, error));
        let failure = match &self.plan.selection {
            Selection::Classify { also, except } => {
                let at = site.located_at(self.target.returns.span());
                let krate = self.krate_at(at);
                let classified = quote_spanned!(at=> #krate::__private::Failure::classified);
                let unless =
                    excepted(except).map(|excepted| quote_spanned!(site=> .unless(#excepted)));
                let also = excepted(also).map(|listed| quote_spanned!(site=> .also(#listed)));
                let error = located(error, at);
                quote_spanned!(at=> #classified(#error, #text) #also #unless)
            }
            Selection::On { on, except, when } => {
                let mut condition = self.matches(on, error);
                let unless = excepted(except).map(|excepted| {
                    condition = quote_spanned!(site=> #condition && !#excepted);
                    quote_spanned!(site=> .unless(#excepted))
                });
                if let Some(when) = when {
                    let at = self.around(when);
                    let krate = self.krate_at(at);
                    let holds = quote_spanned!(at=> #krate::__private::holds(#error, &(#when)));
                    condition = quote_spanned!(site=> #condition && #holds);
                }
                let selected = selected(condition);
                quote_spanned!(site=> #selected #unless)
            }
            Selection::When { when, except } => {
                let at = self.around(when);
                let krate = self.krate_at(at);
                let mut condition = quote_spanned!(at=> #krate::__private::holds(#error, &(#when)));
                let unless = excepted(except).map(|excepted| {
                    condition = quote_spanned!(site=> !#excepted && #condition);
                    quote_spanned!(site=> .unless(#excepted))
                });
                let selected = selected(condition);
                quote_spanned!(site=> #selected #unless)
            }
        };
        let after = self.plan.hooks.retry_after.as_ref().map(|retry_after| {
            let at = self.around(retry_after);
            let krate = self.krate_at(at);
            let hint = quote_spanned!(at=> #krate::__private::hint(#error, &(#retry_after)));
            quote_spanned!(site=> .after(#hint))
        });
        let unprocessed = self.if_unprocessed();
        quote_spanned!(site=> #failure #after #unprocessed)
    }

    /// Input: an expression of `&E`.
    /// Output: an expression of `Described`: what the error says of itself.
    fn known(&self, error: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let site = self.site;
        match self.plan.description {
            Description::IfClassified => quote_spanned! {site=>
                #krate::__private::probe(#error).__reattempt_described()(#error)
            },
            Description::Classified => {
                let at = self.at_return;
                let krate = self.krate_at(at);
                let error = located(error, at);
                quote_spanned!(at=> #krate::__private::Described::of(#error))
            }
            Description::None => {
                quote_spanned!(site=> #krate::__private::Described::unknown(#error))
            }
        }
    }

    /// Input: an expression of `&E`.
    /// Output: an expression of `bool`: whether one of the patterns matches it.
    pub(super) fn matches(&self, patterns: &Patterns, error: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let Patterns::Listed { arms, alias } = patterns else {
            return quote_spanned!(self.site=> true);
        };
        let alias = alias.as_ref().map(|ty| {
            let name = plan::alias(self.site);
            quote_spanned!(self.site=> type #name = <#ty as #krate::__private::IsResult>::Error;)
        });
        quote_spanned! {self.site=> {
            #alias
            #[allow(unreachable_patterns)]
            match #error {
                #(#arms)|* => true,
                _ => false,
            }
        }}
    }
}

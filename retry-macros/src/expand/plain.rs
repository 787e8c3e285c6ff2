//! Functions whose options are all about their policy and their errors: little more than their site is written here,
//! and the rest is code of the runtime's that they share.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::Expansion;
use crate::plan::{Patterns, Selection};
use crate::target::returns::Kind;

impl Expansion<'_> {
    /// Output:
    /// ```text
    /// let attempt = || -> Ret { body };
    /// drive(&SITE, by_class(probe_attempt(&attempt).text()), attempt)
    /// ```
    pub(super) fn driven(&self, body: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let attempt = self.plain_closure(body, &TokenStream::new());
        let site = self.site_static();
        let at = self.at_return();
        let krate_at_return = self.krate_at(at);
        let probe = quote_spanned!(at=> #krate_at_return::__private::probe_attempt(&__attempt));
        let judge = self.judge(&probe);
        let drive = match self.target.returns.kind {
            Kind::Option => quote_spanned!(at=> #krate_at_return::__private::drive_option),
            Kind::Result { .. } => quote_spanned!(self.site=> #krate::__private::drive),
        };
        quote_spanned! {self.site=>
            let __attempt = #attempt;
            #drive(#site, #judge, __attempt)
        }
    }

    /// Output:
    /// ```text
    /// let mut state = AsyncState::new();
    /// loop {
    ///     let outcome = async { body }.await;
    ///     let judge = by_class(probe_outcome(&outcome).text());
    ///     if let Some(outcome) = AsyncState::settle(&mut state, judge, outcome, &SITE, Features) {
    ///         return outcome;
    ///     }
    ///     AsyncState::wait(&mut state).await;
    /// }
    /// ```
    pub(super) fn settled(&self, body: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let attempt = self.attempt(body);
        let site = self.site_static();
        let at = self.at_return();
        let krate_at_return = self.krate_at(at);
        let probe = quote_spanned!(at=> #krate_at_return::__private::probe_outcome(&__outcome));
        let judge = self.judge(&probe);
        let settle = match self.target.returns.kind {
            Kind::Option => {
                quote_spanned!(at=> #krate_at_return::__private::AsyncState::settle_option)
            }
            Kind::Result { .. } => {
                quote_spanned!(self.site=> #krate::__private::AsyncState::settle)
            }
        };
        quote_spanned! {self.site=>
            let mut __state = #krate::__private::AsyncState::new();
            loop {
                #attempt
                if let ::core::option::Option::Some(__outcome) = #settle(
                    &mut __state,
                    #judge,
                    __outcome,
                    #site,
                    #krate::__private::Features,
                ) {
                    return __outcome;
                }
                #krate::__private::AsyncState::wait(&mut __state).await;
            }
        }
    }

    /// Input: an expression of `Probe<E>`.
    /// Output: an expression of `impl Fn(&Ret) -> Option<Failure<'_>>`.
    fn judge(&self, probe: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        if let Kind::Option = self.target.returns.kind {
            return quote_spanned!(self.site=> #krate::__private::by_none());
        }
        let text = quote_spanned!(self.site=> #probe.__reattempt_text());
        match &self.plan.selection {
            Selection::Classify {
                also: None,
                except: None,
            } if self.plan.idempotent => {
                let at = self.at_return();
                let krate = self.krate_at(at);
                quote_spanned!(at=> #krate::__private::by_class(#text))
            }
            Selection::On {
                on: on @ Patterns::Listed { .. },
                except: None,
                when: None,
            } if self.plan.idempotent => {
                let error = quote_spanned!(self.site=> __error);
                let is_listed = self.matches(on, &error);
                quote_spanned! {self.site=>
                    #krate::__private::by_list(
                        #text,
                        #probe.__reattempt_described(),
                        |__error| #is_listed,
                    )
                }
            }
            _ => {
                let failure = self.failure(&quote_spanned!(self.site=> __error));
                quote_spanned!(self.site=> #krate::__private::by(&#probe, |__error| #failure))
            }
        }
    }
}

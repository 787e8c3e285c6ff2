//! Functions whose options are all about their policy and their errors: little more than their site is written here,
//! and the rest is code of the runtime's that they share.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};

use super::Expansion;
use crate::plan::{Description, Patterns, Selection};
use crate::target::returns::Kind;

/// By which of a few functions of the runtime an error is judged.
struct Judge {
    /// The end of the function's name.
    suffix: &'static str,
    /// Its arguments about errors, each with a comma behind it.
    arguments: TokenStream,
}

impl Expansion<'_> {
    /// Output:
    /// ```text
    /// let attempt = repeatable(|| -> Ret { body });
    /// let probe = probe_attempt(&attempt);
    /// drive(&SITE, probe.no_error(), probe.text(), attempt)
    /// ```
    pub(super) fn driven(&self, body: &TokenStream) -> TokenStream {
        let attempt = self.closure(body, &TokenStream::new());
        let site = self.site_static();
        let at = self.at_return;
        let krate = self.krate_at(at);
        let probe = self.probe(&quote_spanned!(at=> probe_attempt(&__attempt)));
        let judge = self.judge();
        let (drive, arguments) = (judge.function("drive", at), judge.arguments);
        quote_spanned! {at=>
            let __attempt = #attempt;
            #probe
            #krate::__private::#drive(#site, #arguments __attempt)
        }
    }

    /// Output:
    /// ```text
    /// let mut state = AsyncState::new();
    /// loop {
    ///     {
    ///         let outcome = async { body }.await;
    ///         if is_done(&state, &outcome) {
    ///             return outcome;
    ///         }
    ///         let probe = probe_outcome(&outcome);
    ///         if let Some(outcome) = settle(
    ///             &mut state,
    ///             probe.no_error(),
    ///             probe.text(),
    ///             outcome,
    ///             &SITE,
    ///             Features,
    ///         ) {
    ///             return outcome;
    ///         }
    ///     }
    ///     AsyncState::wait(&mut state).await;
    /// }
    /// ```
    /// As in [`looped`](Self::looped), the inner block ends the life of the outcome before the delay.
    pub(super) fn settled(&self, body: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let attempt = self.attempt(body);
        let site = self.site_static();
        let at = self.at_return;
        let krate_at_return = self.krate_at(at);
        let probe = self.probe(&quote_spanned!(at=> probe_outcome(&__outcome)));
        let judge = self.judge();
        let is_done = match self.target.returns.kind {
            Kind::Option => format_ident!("is_done_option", span = at),
            Kind::Result { .. } => format_ident!("is_done", span = at),
        };
        let is_done = quote_spanned! {at=>
            #krate_at_return::__private::#is_done(&__state, &__outcome)
        };
        let (settle, arguments) = (judge.function("settle", at), judge.arguments);
        let settled = quote_spanned! {at=>
            #krate_at_return::__private::#settle(
                &mut __state,
                #arguments
                __outcome,
                #site,
                #krate::__private::Features,
            )
        };
        // Where the outcome borrows, this is what the borrow is needed for.
        let ends = quote_spanned!(at=> return __outcome;);
        quote_spanned! {self.site=>
            let mut __state = #krate::__private::AsyncState::new();
            loop {
                {
                    #attempt
                    if #is_done {
                        #ends
                    }
                    #probe
                    if let ::core::option::Option::Some(__outcome) = #settled {
                        #ends
                    }
                }
                #krate::__private::AsyncState::wait(&mut __state).await;
            }
        }
    }

    /// Input: `probe_attempt(&attempt)`
    /// Output: `let probe = probe_attempt(&attempt);`, once for all that is asked of an error, if there are any.
    fn probe(&self, of: &TokenStream) -> Option<TokenStream> {
        let at = self.at_return;
        let krate = self.krate_at(at);
        match self.target.returns.kind {
            Kind::Option => None,
            Kind::Result { .. } => Some(quote_spanned!(at=> let __probe = #krate::__private::#of;)),
        }
    }

    /// Uses the probe.
    fn judge(&self) -> Judge {
        let at_return = self.at_return;
        if let Kind::Option = self.target.returns.kind {
            return Judge {
                suffix: "_option",
                arguments: TokenStream::new(),
            };
        }
        let text = quote_spanned!(at_return=> __probe.__reattempt_text(),);
        match &self.plan.selection {
            Selection::Classify {
                also: None,
                except: None,
            } if self.plan.idempotent => Judge {
                suffix: "",
                arguments: quote_spanned!(at_return=> __probe.__reattempt_no_error(), #text),
            },
            Selection::On {
                on: on @ Patterns::Listed { .. },
                except: None,
                when: None,
            } if self.plan.description == Description::IfClassified => {
                let is_listed = self.matches(on, &quote_spanned!(self.site=> __error));
                Judge {
                    suffix: "_listed",
                    arguments: quote_spanned! {self.site=>
                        #text
                        __probe.__reattempt_described(),
                        |__error| #is_listed,
                    },
                }
            }
            _ => {
                let failure = self.failure(&quote_spanned!(self.site=> __error));
                Judge {
                    suffix: "_by",
                    arguments: quote_spanned!(self.site=> |__error| #failure,),
                }
            }
        }
    }
}

impl Judge {
    fn function(&self, stem: &str, at: Span) -> Ident {
        format_ident!("{stem}{}", self.suffix, span = at)
    }
}

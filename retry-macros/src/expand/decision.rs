//! What comes after a failure: it is recorded and told of, and either the function waits or it returns.
//!
//! All of it is in a function of its own, so that the way of a success stays short.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::Expansion;
use super::failure::Failed;
use crate::target::returns::Kind;

impl Expansion<'_> {
    /// Output: what is done about a failure: it returns from the function, or is followed by another
    /// attempt.
    pub(super) fn decided(&self, failed: &Failed) -> TokenStream {
        if self.is_async() {
            self.decided_async(failed)
        } else {
            self.decided_sync(failed)
        }
    }

    /// Output:
    /// ```text
    /// match cold(|| {
    ///     <record>
    ///     match verdict { Retry => Ok(state), Stop(_) => Err(<last>) }
    /// }) {
    ///     Ok(next) => state = next,
    ///     Err(last) => return Err(last),
    /// }
    /// ```
    /// The state goes in and comes out by value: its address is not known, so it stays in a register.
    fn decided_async(&self, failed: &Failed) -> TokenStream {
        let krate = &self.plan.krate;
        let (record, tell) = (self.record(failed), self.tell(failed));
        let (stop, last, keep) = (self.stop(), &failed.last, &failed.keep);
        let (bind, end) = self.end();
        quote_spanned! {self.site=>
            match #krate::__private::cold(|| {
                let mut __state = __state;
                #record
                #tell
                match __verdict {
                    #krate::__private::Verdict::Retry => {
                        #keep
                        ::core::result::Result::Ok(__state)
                    }
                    #stop => ::core::result::Result::Err(#last),
                }
            }) {
                ::core::result::Result::Ok(__next) => __state = __next,
                ::core::result::Result::Err(#bind) => return #end,
            }
        }
    }

    /// Output:
    /// ```text
    /// if let Some(last) = cold(|| {
    ///     <record>
    ///     loop {
    ///         <tell>
    ///         match verdict {
    ///             Retry => match { <delay> } { Retry => break None, stop => verdict = stop },
    ///             Stop(_) => break Some(<last>),
    ///         }
    ///     }
    /// }) {
    ///     return Err(last);
    /// }
    /// ```
    /// Twice round if the delay is cancelled: that is an end to tell of as well.
    fn decided_sync(&self, failed: &Failed) -> TokenStream {
        let krate = &self.plan.krate;
        let (record, tell, delay) = (self.record(failed), self.tell(failed), self.delay());
        let (stop, last, keep) = (self.stop(), &failed.last, &failed.keep);
        let (bind, end) = self.end();
        quote_spanned! {self.site=>
            if let ::core::option::Option::Some(#bind) = #krate::__private::cold(|| {
                #record
                loop {
                    #tell
                    match __verdict {
                        #krate::__private::Verdict::Retry => match { #delay } {
                            #krate::__private::Verdict::Retry => {
                                #keep
                                break ::core::option::Option::None
                            }
                            __stop => __verdict = __stop,
                        },
                        #stop => break ::core::option::Option::Some(#last),
                    }
                }
            }) {
                return #end;
            }
        }
    }

    /// Output: `let failure = ..; let verdict = State::failed(..);`, and the end of the attempt's span.
    fn record(&self, failed: &Failed) -> TokenStream {
        let krate = &self.plan.krate;
        let (state, history) = (self.state(), self.history());
        let (call, failure) = (self.late_call(), &failed.failure);
        let label = self.label();
        let labelled = self.labelled();
        let hook = self.plan.hooks.on_event.as_ref();
        let heard = hook.map(|_| quote_spanned!(self.site=> .heard()));
        let (guards, waits) = (self.with_guards(), self.waits());
        let mutable = (!self.is_async()).then(|| quote_spanned!(self.site=> mut));
        let end_span = self.plan.span.then(|| {
            quote_spanned! {self.site=>
                #krate::__private::AttemptSpan::failed(__span, #history, &__failure, __verdict);
            }
        });
        quote_spanned! {self.site=>
            #call
            #label
            let mut __failure = #failure #labelled #heard;
            let #mutable __verdict =
                #state::failed(&mut __state, &__call, &mut __failure, #guards #waits);
            #end_span
        }
    }

    /// Output: `if let Some(event) = .. { notify(&event, hook); }`, if there is a hook. By the guards if a
    /// retry that its panic prevents has been paid for.
    fn tell(&self, failed: &Failed) -> Option<TokenStream> {
        let hook = self.plan.hooks.on_event.as_ref()?;
        let (krate, history, error) = (&self.plan.krate, self.history(), &failed.error);
        let at = self.around(hook);
        let krate_at_hook = self.krate_at(at);
        let notify = if self.has_budget() {
            quote_spanned! {at=>
                #krate_at_hook::__private::Guards::notify(&mut __guards, &__event, &(#hook));
            }
        } else {
            quote_spanned!(at=> #krate_at_hook::__private::notify(&__event, &(#hook));)
        };
        Some(quote_spanned! {self.site=>
            if let ::core::option::Option::Some(__event) = #krate::__private::failed_event(
                #history,
                &__call,
                &__failure,
                __verdict,
                #error,
            ) {
                #notify
            }
        })
    }

    /// Output: in an async function how it waits, as one more argument.
    fn waits(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        let waits = if self.plan.sleep.is_some() {
            quote_spanned!(self.site=> #krate::__private::Waits::ByOwnSleep)
        } else {
            self.timer()
        };
        self.is_async()
            .then(|| quote_spanned!(self.site=> , #waits))
    }

    /// Output: `HasTimer::timer(Features)`, an expression of `Waits`.
    pub(super) fn timer(&self) -> TokenStream {
        let krate = &self.plan.krate;
        quote_spanned!(self.site=> #krate::__private::HasTimer::timer(#krate::__private::Features))
    }

    /// Output: the pattern of a verdict that ends the call; why is asked only for a `RetryError`.
    fn stop(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let end = if self.target.returns.reports() {
            quote_spanned!(self.site=> __end)
        } else {
            quote_spanned!(self.site=> _)
        };
        quote_spanned!(self.site=> #krate::__private::Verdict::Stop(#end))
    }

    /// Output: the pattern of what is returned, and what returns it.
    fn end(&self) -> (TokenStream, TokenStream) {
        match self.target.returns.kind {
            Kind::Option => (
                quote_spanned!(self.site=> ()),
                self.as_returned(&quote_spanned!(self.site=> ::core::option::Option::None)),
            ),
            Kind::Result { .. } => {
                let at = self.at_return;
                let krate = self.krate_at(at);
                (
                    quote_spanned!(self.site=> __last),
                    quote_spanned!(at=> #krate::__private::IsResult::from_error(__last)),
                )
            }
        }
    }
}

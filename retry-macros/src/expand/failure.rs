//! What is done about an attempt that did not succeed.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Result;

use super::Expansion;
use crate::target::returns::Kind;

/// An attempt that did not succeed.
struct Settle {
    /// An expression of `Failure<'_>`.
    failure: TokenStream,
    /// The `Option<&E>` an event shows.
    error: TokenStream,
    /// What the function returns inside its `Err` if this was the last attempt.
    last: TokenStream,
}

impl Expansion<'_> {
    /// Output: the arm of an attempt that ended with an error, or with `None`.
    pub(super) fn failed(&self) -> Result<TokenStream> {
        let krate = &self.plan.krate;
        Ok(match &self.target.returns.kind {
            Kind::Option => self.settle(&Settle {
                failure: quote_spanned!(self.site=> #krate::__private::Failure::none()),
                error: quote_spanned!(self.site=> __none),
                last: quote_spanned!(self.site=> ()),
            }),
            Kind::Result { error, .. } => self.settle(&Settle {
                failure: self.failure(error)?,
                error: quote_spanned!(self.site=> ::core::option::Option::Some(&__error)),
                last: self.last(&quote_spanned!(self.site=> __error), None),
            }),
        })
    }

    /// Output: the end of an attempt whose value does not satisfy `until`.
    pub(super) fn unsatisfied(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let history = self.history();
        self.interrupted(
            quote_spanned!(self.site=> #krate::__private::Failure::unsatisfied()),
            &quote_spanned!(self.site=> #krate::__private::unsatisfied(#history)),
        )
    }

    /// Output: the end of an attempt that was cut off, or not let through.
    pub(super) fn cut(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let state = self.state();
        let unprocessed = self.if_unprocessed();
        self.interrupted(
            quote_spanned! {self.site=>
                #krate::__private::Failure::interrupted(
                    &__interrupted,
                    !#state::is_retrying(&__state),
                ) #unprocessed
            },
            &quote_spanned!(self.site=> __interrupted),
        )
    }

    /// Output: what `idempotent = false` takes away.
    pub(super) fn if_unprocessed(&self) -> TokenStream {
        if self.plan.idempotent {
            TokenStream::new()
        } else {
            quote_spanned!(self.site=> .if_unprocessed())
        }
    }

    fn interrupted(&self, failure: TokenStream, cause: &TokenStream) -> TokenStream {
        let at = self.at_return();
        let krate = self.krate_at(at);
        let convert = quote_spanned! {at=>
            #krate::__private::FromInterrupted::from_interrupted
        };
        self.settle(&Settle {
            failure,
            error: quote_spanned!(self.site=> __none),
            last: self.last(cause, Some(&convert)),
        })
    }

    /// Output: what a call that ends here returns as its error.
    ///
    /// `cause` is an error of the function's, unless there is a way to `convert` it into one.
    fn last(&self, cause: &TokenStream, convert: Option<&TokenStream>) -> TokenStream {
        match &self.target.returns.kind {
            Kind::Option => quote_spanned!(self.site=> ()),
            Kind::Result { reports: false, .. } => match convert {
                Some(convert) => quote_spanned!(self.at_return()=> #convert(#cause)),
                None => cause.clone(),
            },
            Kind::Result { reports: true, .. } => {
                let cause = if convert.is_some() {
                    quote_spanned!(self.site=> ::core::result::Result::Err(#cause))
                } else {
                    quote_spanned!(self.site=> ::core::result::Result::Ok(#cause))
                };
                let krate = &self.plan.krate;
                let history = self.history();
                quote_spanned! {self.site=>
                    #krate::__private::retry_error(#history, &__call, #krate::__private::End::reason(__end), #cause)
                }
            }
        }
    }

    /// Output: takes in the failure, tells the hook, waits in a sync function, and returns if this was
    /// the last attempt. All of it is in a function of its own, so that the way of a success stays short.
    fn settle(&self, settle: &Settle) -> TokenStream {
        let krate = &self.plan.krate;
        let Settle {
            failure,
            error,
            last,
        } = settle;
        let (state, history) = (self.state(), self.history());
        let call = self.late_call();
        let guards = self.with_guards();
        let notify = self.plan.hooks.on_event.as_ref().map(|hook| {
            let at = self.around(hook);
            let krate = self.krate_at(at);
            let tell = quote_spanned!(at=> #krate::__private::notify(&__event, #hook););
            quote_spanned! {self.site=>
                if let ::core::option::Option::Some(__event) =
                    #krate::__private::failed_event(
                        #history, &__call, &__failure, __verdict, #error,
                    )
                {
                    #tell
                }
            }
        });
        let end_span = self.plan.span.then(|| {
            quote_spanned! {self.site=>
                #krate::__private::AttemptSpan::failed(__span, #history, &__failure, __verdict);
            }
        });
        let reason = if self.target.returns.reports() {
            quote_spanned!(self.site=> __end)
        } else {
            quote_spanned!(self.site=> _)
        };
        let (bind, end) = match self.target.returns.kind {
            Kind::Option => (
                quote_spanned!(self.site=> ()),
                quote_spanned!(self.site=> ::core::option::Option::None),
            ),
            Kind::Result { .. } => {
                let krate = self.krate_at(self.at_return());
                (
                    quote_spanned!(self.site=> __last),
                    quote_spanned!(self.at_return()=> #krate::__private::RetryResult::from_error(__last)),
                )
            }
        };
        let take_in = quote_spanned!(self.site=> #call let __failure = #failure;);
        let waits = self.waits();
        let verdict = quote_spanned! {self.site=>
            #state::failed(&mut __state, &__call, &__failure, #guards #waits)
        };
        let stop = quote_spanned!(self.site=> #krate::__private::Verdict::Stop(#reason));
        if self.is_async() {
            // The state goes in and comes out by value: its address is not known, so it stays in a
            // register.
            return quote_spanned! {self.site=>
                match #krate::__private::cold(|| {
                    let mut __state = __state;
                    #take_in
                    let __verdict = #verdict;
                    #end_span
                    #notify
                    match __verdict {
                        #krate::__private::Verdict::Retry => ::core::result::Result::Ok(__state),
                        #stop => ::core::result::Result::Err(#last),
                    }
                }) {
                    ::core::result::Result::Ok(__next) => __state = __next,
                    ::core::result::Result::Err(#bind) => return #end,
                }
            };
        }
        // Twice round if the wait is cancelled: that is an end to tell of as well.
        let wait = self.wait();
        quote_spanned! {self.site=>
            if let ::core::option::Option::Some(#bind) = #krate::__private::cold(|| {
                #take_in
                let mut __verdict = #verdict;
                #end_span
                loop {
                    #notify
                    match __verdict {
                        #krate::__private::Verdict::Retry => match { #wait } {
                            #krate::__private::Verdict::Retry => break ::core::option::Option::None,
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

    /// Output: in an async function how it waits, as one more argument.
    fn waits(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        let waits = if self.plan.sleep.is_some() {
            quote_spanned!(self.site=> ByOwnSleep)
        } else {
            quote_spanned!(self.site=> by_timer::<#krate::__private::Features>())
        };
        self.is_async()
            .then(|| quote_spanned!(self.site=> , #krate::__private::Waits::#waits))
    }

    /// Output: `let none = no_error(&outcome);`, an `Option<&E>` that is `None`, for events without
    /// an error: it ties their type to the function's.
    pub(super) fn no_error(&self) -> TokenStream {
        let krate = &self.plan.krate;
        match self.plan.hooks.on_event {
            Some(_) => {
                quote_spanned!(self.site=> let __none = #krate::__private::no_error(&__outcome);)
            }
            None => TokenStream::new(),
        }
    }
}

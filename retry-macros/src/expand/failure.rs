//! What is done about an attempt that did not succeed: how each kind of failure is described, and what
//! the function returns if it was the last.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::Type;
use syn::spanned::Spanned as _;

use super::Expansion;
use super::attempt::of_retry_error;
use crate::plan::Ends;
use crate::target::returns::Kind;

/// An attempt that did not succeed.
pub(super) struct Failed {
    /// An expression of `Failure<'_>`.
    pub(super) failure: TokenStream,
    /// The `Option<&E>` that an event shows.
    pub(super) error: TokenStream,
    /// What the function returns inside its `Err` if this was the last attempt.
    pub(super) last: TokenStream,
    /// Keeps the error until the next attempt, or forgets the one before, where one has to be kept.
    pub(super) keep: Option<TokenStream>,
}

impl Expansion<'_> {
    /// Output: the arm of an attempt that ended with an error, or with `None`.
    pub(super) fn failed_arm(&self) -> TokenStream {
        let krate = &self.plan.krate;
        self.decided(&match self.target.returns.kind {
            Kind::Option => Failed {
                failure: quote_spanned!(self.site=> #krate::__private::Failure::none()),
                error: quote_spanned!(self.site=> __none),
                last: quote_spanned!(self.site=> ()),
                keep: None,
            },
            Kind::Result { .. } => Failed {
                failure: self.failure(&quote_spanned!(self.site=> &__error)),
                error: quote_spanned!(self.site=> ::core::option::Option::Some(&__error)),
                last: self.last_error(),
                keep: self.keeps_error().then(
                    || quote_spanned!(self.site=> __kept = ::core::option::Option::Some(__error);),
                ),
            },
        })
    }

    /// Output: the end of an attempt whose value does not satisfy `until`.
    pub(super) fn unsatisfied_arm(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let history = self.history();
        let interrupted = quote_spanned!(self.site=> #krate::__private::unsatisfied(#history));
        self.decided(&Failed {
            failure: quote_spanned!(self.site=> #krate::__private::Failure::unsatisfied()),
            error: quote_spanned!(self.site=> __none),
            last: self.last_interruption(&interrupted),
            keep: self
                .keeps_error()
                .then(|| quote_spanned!(self.site=> __kept = ::core::option::Option::None;)),
        })
    }

    /// Output: the arm of an attempt that was cut off, or not let through.
    pub(super) fn interrupted_arm(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let state = self.state();
        let unprocessed = self.if_unprocessed();
        self.decided(&Failed {
            failure: quote_spanned! {self.site=>
                #krate::__private::Failure::interrupted(
                    &__interrupted,
                    !#state::is_retrying(&__state),
                ) #unprocessed
            },
            error: quote_spanned!(self.site=> __none),
            last: self.last_interruption(&quote_spanned!(self.site=> __interrupted)),
            keep: self.keeps_error().then(|| {
                quote_spanned! {self.site=>
                    #krate::__private::forget_unless_refused(&mut __kept, &__interrupted);
                }
            }),
        })
    }

    /// Output: `let label = &self.id;`, where the function has one.
    pub(super) fn label(&self) -> Option<TokenStream> {
        let label = self.plan.label.as_ref()?;
        let at = self.around(label);
        let krate = self.krate_at(at);
        let shown = quote_spanned!(at=> #krate::__private::label(__label));
        Some(quote_spanned!(self.site=> let __label = &#label; let __label = #shown;))
    }

    /// Output: `.labelled(label)`
    pub(super) fn labelled(&self) -> Option<TokenStream> {
        let label = self.plan.label.as_ref();
        label.map(|_| quote_spanned!(self.site=> .labelled(__label)))
    }

    /// Output: what `idempotent = false` takes away.
    pub(super) fn if_unprocessed(&self) -> TokenStream {
        if self.plan.idempotent {
            TokenStream::new()
        } else {
            quote_spanned!(self.site=> .if_unprocessed())
        }
    }

    /// Output: the error of the last attempt, as the function returns it.
    fn last_error(&self) -> TokenStream {
        match &self.target.returns.kind {
            Kind::Result {
                reported: Some(reported),
                ..
            } => self.retry_error(
                reported,
                &quote_spanned!(self.site=> ::core::result::Result::Ok(__error)),
            ),
            Kind::Result { reported: None, .. } | Kind::Option => {
                quote_spanned!(self.site=> __error)
            }
        }
    }

    /// Output: what stands for an error of the last attempt, which has none.
    fn last_interruption(&self, interrupted: &TokenStream) -> TokenStream {
        match &self.target.returns.kind {
            Kind::Option => quote_spanned!(self.site=> ()),
            Kind::Result {
                reported: Some(reported),
                ..
            } if self.keeps_error() => {
                let (krate, history) = (&self.plan.krate, self.history());
                let labelled = self.labelled();
                let error = quote_spanned! {self.site=>
                    #krate::__private::retry_error_after(
                        #history,
                        &__call,
                        #krate::__private::End::reason(__end),
                        #interrupted,
                        __kept.take(),
                    ) #labelled
                };
                self.reported(reported, &error)
            }
            Kind::Result {
                reported: Some(reported),
                ..
            } => self.retry_error(
                reported,
                &quote_spanned!(self.site=> ::core::result::Result::Err(#interrupted)),
            ),
            Kind::Result { reported: None, .. } => {
                let (krate, history) = (&self.plan.krate, self.history());
                // Of attempts before a refused one this error tells nothing else.
                let interrupted = match self.breaker() {
                    Some(_) => quote_spanned! {self.site=>
                        #krate::__private::after_earlier(#history, #interrupted)
                    },
                    None => interrupted.clone(),
                };
                let at = self.at_return;
                let krate = self.krate_at(at);
                quote_spanned! {at=>
                    #krate::__private::FromInterrupted::from_interrupted(#interrupted)
                }
            }
        }
    }

    /// Output: the `RetryError` of a call that ends here.
    fn retry_error(&self, reported: &Type, last: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let history = self.history();
        let labelled = self.labelled();
        let error = quote_spanned! {self.site=>
            #krate::__private::retry_error(
                #history,
                &__call,
                #krate::__private::End::reason(__end),
                #last,
            ) #labelled
        };
        self.reported(reported, &error)
    }

    /// Output: a `RetryError` as the one that the function declares, of which only the name is known here.
    fn reported(&self, reported: &Type, error: &TokenStream) -> TokenStream {
        let from = of_retry_error(reported, &self.plan.krate, "from_retry_error");
        let last = Ident::new("__last", reported.span());
        quote_spanned!(self.site=> { let #last = #error; #from(#last) })
    }

    /// Output: `let none: Option<&E> = ..;`, for events without an error.
    pub(super) fn no_error(&self) -> TokenStream {
        if self.plan.hooks.on_event.is_none() {
            return TokenStream::new();
        }
        let at = self.at_return;
        let krate = self.krate_at(at);
        let none = match (&self.target.returns.kind, self.plan.shape.ends) {
            (Kind::Option, _) => {
                return quote_spanned! {self.site=>
                    let __none = ::core::option::Option::None::<&()>;
                };
            }
            (Kind::Result { .. }, Ends::Alone) => {
                quote_spanned!(at=> #krate::__private::IsResult::no_error(&__outcome))
            }
            (Kind::Result { .. }, Ends::Limited) => {
                quote_spanned!(at=> #krate::__private::IsResult::no_error_within(&__outcome))
            }
        };
        quote_spanned!(self.site=> let __none = #none;)
    }
}

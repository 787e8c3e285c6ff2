//! What is done about an attempt that did not succeed.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Result;

use super::Expansion;
use crate::error_path::ErrorPath;
use crate::plan::{ErrorPattern, Selection};
use crate::returns::Kind;

impl Expansion<'_> {
    /// Output: the arm of an attempt that ended with an error, or with `None`.
    pub(super) fn failed(&self) -> Result<TokenStream> {
        let krate = &self.plan.krate;
        match &self.target.returns.kind {
            Kind::Option => {
                let failure = quote_spanned!(self.site=> #krate::__private::Failure::none());
                let none = quote_spanned!(self.site=> ::core::option::Option::None);
                let event = quote_spanned!(self.site=> none);
                Ok(self.settle(&failure, &event, &none, &none))
            }
            Kind::Result { error, .. } => {
                let failure = self.failure(error)?;
                let event = quote_spanned!(self.site=> ::core::option::Option::Some(&error));
                let plain = quote_spanned!(self.site=> ::core::result::Result::Err(error));
                let report = quote_spanned!(self.site=> ::core::result::Result::Ok(error));
                Ok(self.settle(&failure, &event, &plain, &report))
            }
        }
    }

    /// Output: the end of an attempt whose value does not satisfy `until`.
    pub(super) fn unsatisfied(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let failure = quote_spanned!(self.site=> #krate::__private::Failure::unsatisfied());
        let cause = quote_spanned!(self.site=> state.unsatisfied());
        self.interrupted(&failure, &cause)
    }

    /// Output: the end of an attempt that `attempt_timeout` cut off.
    pub(super) fn timed_out(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let failure = quote_spanned!(self.site=> #krate::__private::Failure::timed_out());
        self.interrupted(&failure, &quote_spanned!(self.site=> interrupted))
    }

    fn interrupted(&self, failure: &TokenStream, cause: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let event = quote_spanned!(self.site=> none);
        if self.target.returns.is_option() {
            let none = quote_spanned!(self.site=> ::core::option::Option::None);
            return self.settle(failure, &event, &none, &none);
        }
        let at = self.site.located_at(self.target.returns.span());
        let convert = quote_spanned! {at=>
            #krate::__private::FromInterrupted::from_interrupted
        };
        let plain = quote_spanned!(self.site=> ::core::result::Result::Err(#convert(#cause)));
        let report = quote_spanned!(self.site=> ::core::result::Result::Err(#cause));
        self.settle(failure, &event, &plain, &report)
    }

    /// Output: takes in the failure, tells the hook, and returns if this was the last attempt.
    ///
    /// `error` is the `Option<&E>` an event shows, `plain` what the function returns, `report` what
    /// goes into a `RetryError`.
    fn settle(
        &self,
        failure: &TokenStream,
        error: &TokenStream,
        plain: &TokenStream,
        report: &TokenStream,
    ) -> TokenStream {
        let krate = &self.plan.krate;
        let call = self.late_call();
        let notify = self.plan.hooks.on_event.as_ref().map(|hook| {
            quote_spanned! {self.site=>
                if let ::core::option::Option::Some(event) =
                    state.event(&call, &failure, verdict, #error)
                {
                    #krate::__private::notify(#hook, &event);
                }
            }
        });
        let stop = if self.target.returns.reports() {
            quote_spanned! {self.site=>
                if let #krate::__private::Verdict::Stop(reason) = verdict {
                    return ::core::result::Result::Err(state.gave_up(&call, reason, #report));
                }
            }
        } else {
            quote_spanned! {self.site=>
                if let #krate::__private::Verdict::Stop(_) = verdict {
                    return #plain;
                }
            }
        };
        quote_spanned! {self.site=>
            #call
            let failure = #failure;
            let verdict = state.failed(&call, &failure);
            #notify
            #stop
        }
    }

    /// Output: an expression of `Failure<'_>` made from `error`.
    fn failure(&self, path: &ErrorPath) -> Result<TokenStream> {
        let krate = &self.plan.krate;
        let site = self.site;
        let text = quote_spanned!(site=> (&&&#krate::__private::Probe(&error)).text());
        let selected = |condition: TokenStream| {
            quote_spanned! {site=>
                #krate::__private::Failure::selected(
                    #condition,
                    (&&#krate::__private::Probe(&error)).known(),
                    #text,
                )
            }
        };
        let excepted = |except: &[ErrorPattern]| self.matches(path, except);
        let failure = match &self.plan.selection {
            Selection::Classify { except } => {
                let at = site.located_at(self.target.returns.span());
                let error = quote_spanned!(at=> &error);
                let classified = quote_spanned!(at=> #krate::__private::Failure::classified);
                let unless =
                    excepted(except)?.map(|excepted| quote_spanned!(site=> .unless(#excepted)));
                quote_spanned!(site=> #classified(#error, #text) #unless)
            }
            Selection::On { on, except, when } => {
                let mut condition = path.matches(on, &quote_spanned!(site=> &error), krate)?;
                if let Some(excepted) = excepted(except)? {
                    condition = quote_spanned!(site=> #condition && !#excepted);
                }
                if let Some(when) = when {
                    condition = quote_spanned!(site=> #condition && #krate::__private::holds(#when, &error));
                }
                selected(condition)
            }
            Selection::When { when, except } => {
                let mut condition = quote_spanned!(site=> #krate::__private::holds(#when, &error));
                if let Some(excepted) = excepted(except)? {
                    condition = quote_spanned!(site=> !#excepted && #condition);
                }
                selected(condition)
            }
        };
        let after = self.plan.hooks.retry_after.as_ref().map(|retry_after| {
            quote_spanned!(site=> .after(#krate::__private::hint(#retry_after, &error)))
        });
        Ok(quote_spanned! {site=> {
            #[allow(unused_imports)]
            use #krate::__private::{
                ViaClassify as _, ViaDebug as _, ViaDisplay as _, ViaName as _, ViaNothing as _,
            };
            #failure #after
        }})
    }

    fn matches(&self, path: &ErrorPath, patterns: &[ErrorPattern]) -> Result<Option<TokenStream>> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let error = quote_spanned!(self.site=> &error);
        path.matches(patterns, &error, &self.plan.krate).map(Some)
    }

    /// Output: `let none = no_error(&outcome);`, an `Option<&E>` that is `None`, for events without
    /// an error: it ties their type to the function's.
    pub(super) fn no_error(&self) -> TokenStream {
        let krate = &self.plan.krate;
        match self.plan.hooks.on_event {
            Some(_) => {
                quote_spanned!(self.site=> let none = #krate::__private::no_error(&outcome);)
            }
            None => TokenStream::new(),
        }
    }
}

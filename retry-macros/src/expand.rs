//! The expansion: `Plan` + `Target` -> tokens.
//!
//! Everything emitted names only `#krate::__private::*`, `::core::*` and the user's own paths, and
//! every local carries `Span::mixed_site()`, so no argument or item of the user's can collide.

mod failure;
mod policy;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Result;

use crate::bindings;
use crate::plan::Plan;
use crate::returns::Kind;
use crate::target::{Body, Target};

/// Input: `#[retry] async fn fetch(url: &str) -> Result<Page, Error> { body }`
/// Output: `async fn fetch(url: &str) -> Result<Page, Error> { let mut state = ..; loop { .. } }`
pub(crate) fn expand(plan: &Plan, target: &Target) -> Result<TokenStream> {
    let expansion = Expansion {
        plan,
        target,
        site: Span::mixed_site(),
    };
    let Target {
        attrs,
        vis,
        default,
        sig,
        body_span,
        ..
    } = target;
    let body = match &target.body {
        Body::Sync(body) | Body::Async(body) => expansion.retrying(body)?,
        Body::Future(future) => {
            let looped = expansion.retrying(&future.body)?;
            let (intro, preamble) = (&future.intro, &future.preamble);
            let block = quote_spanned!(*body_span=> #intro { #(#preamble)* #looped });
            match &future.pin {
                Some(pin) => quote_spanned!(*body_span=> #pin(#block)),
                None => block,
            }
        }
    };
    Ok(quote_spanned! {*body_span=> #(#attrs)* #vis #default #sig { #body } })
}

struct Expansion<'a> {
    plan: &'a Plan,
    target: &'a Target,
    /// The span of everything that is not the user's.
    site: Span,
}

impl Expansion<'_> {
    /// Output:
    /// ```text
    /// let mut state = RetryState::new();
    /// loop {
    ///     { let outcome = <attempt>; <success returns, failure returns or falls through> }
    ///     <wait>
    /// }
    /// ```
    /// The inner block ends the life of the outcome before the wait: an error that is not `Send`
    /// does not keep the future from being so, and takes no room in it.
    fn retrying(&self, body: &TokenStream) -> Result<TokenStream> {
        let krate = &self.plan.krate;
        let entry = self.entry();
        let attempt = self.attempt(body);
        let none = self.no_error();
        let decide = self.decide()?;
        let wait = self.is_async().then(|| self.wait());
        Ok(quote_spanned! {self.site=>
            #entry
            let mut state = #krate::__private::RetryState::new();
            loop {
                {
                    #attempt
                    #none
                    #decide
                }
                #wait
            }
        })
    }

    /// Output: `let outcome = (|| -> Ret { body })();` or `let outcome = async { body }.await;`
    fn attempt(&self, body: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let ret = &self.target.returns.attempt;
        let rebind = bindings::rebind(&self.target.bindings, &self.plan.clones);
        let (number, bind) = self.attempt_binding();
        if !self.is_async() {
            return quote_spanned! {self.site=>
                #number
                let outcome = (|| -> #ret { #bind #rebind #body })();
            };
        }
        let edge = self.return_edge();
        let run = quote_spanned!(self.site=> async { #edge #bind #rebind #body });
        let run = match &self.plan.attempt_timeout {
            None => run,
            Some(limit) => {
                let limit = &limit.value;
                quote_spanned!(self.site=> #krate::__private::timeout(&call, #limit, #run))
            }
        };
        quote_spanned! {self.site=>
            #number
            let outcome = #run.await;
        }
    }

    /// Output: a branch that is never taken and returns the function's type, so that an async block
    /// has one: coercions hold in it, and a wrong type is reported at the user's words.
    fn return_edge(&self) -> TokenStream {
        let ret = &self.target.returns.attempt;
        let at = self.site.located_at(self.target.returns.span());
        quote_spanned! {at=>
            #[allow(
                unreachable_code,
                clippy::diverging_sub_expression,
                clippy::empty_loop,
                clippy::let_with_type_underscore,
                clippy::needless_return,
            )]
            if false {
                let outcome: #ret = loop {};
                return outcome;
            }
        }
    }

    /// Output: before the attempt, its number; inside, `let user_name = &number;`
    fn attempt_binding(&self) -> (TokenStream, TokenStream) {
        match &self.plan.attempt {
            None => Default::default(),
            Some(ident) => (
                quote_spanned!(self.site=> let attempt = state.attempt(&call, &key);),
                quote_spanned!(self.site=> let #ident = &attempt;),
            ),
        }
    }

    /// Output: the `match` that returns a success and a last failure.
    fn decide(&self) -> Result<TokenStream> {
        let krate = &self.plan.krate;
        let (success, failed) = (self.success(), self.failed()?);
        let decide = match &self.target.returns.kind {
            Kind::Option => quote_spanned! {self.site=>
                match outcome {
                    ::core::option::Option::Some(value) => { #success }
                    ::core::option::Option::None => { #failed }
                }
            },
            Kind::Result { .. } => {
                let at = self.site.located_at(self.target.returns.span());
                let into_result =
                    quote_spanned!(at=> #krate::__private::RetryResult::into_result(outcome));
                quote_spanned! {self.site=>
                    let outcome = #into_result;
                    match outcome {
                        ::core::result::Result::Ok(value) => { #success }
                        ::core::result::Result::Err(error) => { #failed }
                    }
                }
            }
        };
        if self.plan.attempt_timeout.is_none() {
            return Ok(decide);
        }
        let timed_out = self.timed_out();
        Ok(quote_spanned! {self.site=>
            match outcome {
                #krate::__private::Limited::Ended(outcome) => { #decide }
                #krate::__private::Limited::TimedOut(interrupted) => { #timed_out }
            }
        })
    }

    /// Output: `return Ok(value);`, after a look at `until` and word of a recovery.
    fn success(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let notify = self.plan.hooks.on_event.as_ref().map(|hook| {
            quote_spanned!(self.site=> #krate::__private::notify(#hook, &state.recovered_event(none));)
        });
        let value = match self.target.returns.kind {
            Kind::Option => quote_spanned!(self.site=> ::core::option::Option::Some(value)),
            Kind::Result { .. } => quote_spanned!(self.site=> ::core::result::Result::Ok(value)),
        };
        let success = quote_spanned! {self.site=>
            if state.is_retrying() {
                #krate::__private::cold(|| {
                    let state = state;
                    state.recovered();
                    #notify
                });
            }
            return #value;
        };
        let Some(until) = &self.plan.hooks.until else {
            return success;
        };
        let unsatisfied = self.unsatisfied();
        quote_spanned! {self.site=>
            if #krate::__private::holds(#until, &value) {
                #success
            }
            #unsatisfied
        }
    }

    /// Output: the wait between two attempts. It is part of the loop in an async function, and of
    /// what is kept out of the loop in a sync one.
    fn wait(&self) -> TokenStream {
        let (own, dot_await) = if self.is_async() {
            (
                quote_spanned!(self.site=> state.wait().await;),
                quote_spanned!(self.site=> .await),
            )
        } else {
            (
                quote_spanned!(self.site=> state.block();),
                TokenStream::new(),
            )
        };
        match &self.plan.sleep {
            None => own,
            // A clock of the scope's has precedence, so that tests need not wait.
            Some(sleep) => quote_spanned! {self.site=>
                if state.has_clock() {
                    #own
                } else {
                    (#sleep)(state.delay()) #dot_await;
                }
            },
        }
    }

    fn is_async(&self) -> bool {
        self.target.is_async()
    }
}

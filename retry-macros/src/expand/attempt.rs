//! One attempt: the body, run once.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;
use syn::{Path, Type};

use super::bindings;
use super::{Expansion, located};
use crate::target::returns::{self, Returns};

impl Expansion<'_> {
    /// Output: `let outcome = (|| -> Ret { body })();` or `let outcome = async { body }.await;`
    ///
    /// Around the body stand, from the inside: the scope of nested calls, the timeout, the span, the breaker.
    pub(super) fn attempt(&self, body: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let (number, bind) = self.attempt_binding();
        let scope = self.nested();
        let limit = self.limit();
        let span = self.span();
        let attempt = if self.is_async() {
            let mut attempt = self.block(body, &bind);
            if scope.is_some() {
                attempt =
                    quote_spanned!(self.site=> #krate::__private::Scope::wrap(&__scope, #attempt));
            }
            if limit.is_some() {
                attempt = self.timeout(&attempt);
            }
            if span.is_some() {
                attempt = quote_spanned! {self.site=>
                    #krate::__private::AttemptSpan::wrap(&mut __span, #attempt)
                };
            }
            let attempt = self.guarded(attempt);
            quote_spanned!(self.site=> #attempt.await)
        } else {
            let closure = self.closure(body, &bind);
            let attempt = match scope {
                None => quote_spanned!(self.site=> #closure()),
                Some(_) => {
                    quote_spanned!(self.site=> #krate::__private::Scope::run(&__scope, #closure))
                }
            };
            if span.is_some() {
                quote_spanned! {self.site=> {
                    let __entered = #krate::__private::AttemptSpan::enter(&mut __span);
                    #attempt
                }}
            } else {
                attempt
            }
        };
        let attempt = match (self.breaker(), &self.plan.attempt_timeout) {
            (None, _) => attempt,
            (Some(_), Some(_)) => self.admitted(&attempt),
            (Some(_), None) => self
                .admitted(&quote_spanned!(self.site=> #krate::__private::Limited::Ended(#attempt))),
        };
        quote_spanned!(self.site=> #number #scope #limit #span let __outcome = #attempt;)
    }

    /// Output: `let left = attempt_limit(..);`, after which an attempt is ended, if it is. Found before
    /// the attempt, so that the history is not borrowed while it runs.
    fn limit(&self) -> Option<TokenStream> {
        self.plan.attempt_timeout.as_ref()?;
        let krate = &self.plan.krate;
        let history = self.history();
        Some(quote_spanned! {self.site=>
            let __left = #krate::__private::attempt_limit(#history, &__call, __limit);
        })
    }

    /// Output: the attempt, for at most `left`.
    fn timeout(&self, attempt: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        match &self.plan.sleep {
            None => {
                let timer = self.timer();
                quote_spanned!(self.site=> #krate::__private::timeout(__left, #attempt, #timer))
            }
            Some(sleep) => {
                let sleep = self.slept(sleep);
                quote_spanned! {self.site=>
                    #krate::__private::timeout_by(__left, #attempt, |__delay| #sleep)
                }
            }
        }
    }

    /// Output: `let mut span = AttemptSpan::new(..);`, if each attempt has one.
    fn span(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        let history = self.history();
        self.plan.span.then(|| {
            quote_spanned! {self.site=>
                let mut __span = #krate::__private::AttemptSpan::new(#history, &__call);
            }
        })
    }

    /// Output: `repeatable(|| -> Ret { body })`
    pub(super) fn closure(&self, body: &TokenStream, bind: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        let closure = self.plain_closure(body, bind);
        quote_spanned!(self.site=> #krate::__private::repeatable(#closure))
    }

    /// Output: `|| -> Ret { body }`
    fn plain_closure(&self, body: &TokenStream, bind: &TokenStream) -> TokenStream {
        let ret = attempt_type(&self.target.returns, &self.plan.krate);
        let rebind = bindings::rebind(
            &self.target.bindings,
            &self.plan.clones,
            body,
            &self.plan.krate,
        );
        let injection = self.injection();
        // Located at the return type, where a body without a value is reported.
        let at = self.target.returns.span();
        let body = self.braced(at, body);
        // A closure of the user's own, as far as its span shows: of no other does the compiler name the variable
        // that is moved out of it.
        quote_spanned! {self.target.body_start=>
            || -> #ret { #injection #bind #rebind #body }
        }
    }

    /// Output: `async { body }`
    fn block(&self, body: &TokenStream, bind: &TokenStream) -> TokenStream {
        let edge = self.return_edge();
        let rebind = bindings::rebind(
            &self.target.bindings,
            &self.plan.clones,
            body,
            &self.plan.krate,
        );
        let injection = self.injection();
        // Located at the body, where an argument that the body gives away is reported.
        let at = self.target.body_span;
        let body = self.braced(at, body);
        quote_spanned!(self.site.located_at(at)=> async { #edge #injection #bind #rebind #body })
    }

    /// Output: `'body: { body }`, located at `at`.
    ///
    /// By these braces, which for the compiler begin with the label, it knows the edition that the body was
    /// written in, and with it when what the tail holds is dropped. The label keeps them from being taken for
    /// braces that are not needed; its name is one that no user has.
    fn braced(&self, at: Span, body: &TokenStream) -> TokenStream {
        let written = self.target.body_span.located_at(at);
        let mut block = Group::new(Delimiter::Brace, body.clone());
        block.set_span(written);
        quote_spanned!(written=> '__retry_body: #block)
    }

    /// Output: a branch that is never taken and returns the function's type, so that an async block
    /// has one: coercions hold in it, and a wrong type is reported at the user's words.
    fn return_edge(&self) -> TokenStream {
        let ret = attempt_type(&self.target.returns, &self.plan.krate);
        let at = self.at_return;
        let krate = self.krate_at(at);
        quote_spanned! {at=>
            if false {
                return #krate::__private::never::<#ret>();
            }
        }
    }

    /// Output: before the attempt, its number; inside, `let user_name = &number;`
    fn attempt_binding(&self) -> (TokenStream, TokenStream) {
        let krate = &self.plan.krate;
        let history = self.history();
        match &self.plan.attempt {
            None => Default::default(),
            Some(ident) => (
                quote_spanned!(self.site=> let __attempt = #krate::__private::attempt(#history, &__call, &__key);),
                quote_spanned!(self.site=> let #ident = &__attempt;),
            ),
        }
    }
}

/// Input: `Result<T, RetryError<E>>`
/// Output: `Result<T, <RetryError<E> as IsRetryError>::Error>`, what an attempt returns. So the compiler says once
/// that it is another `RetryError`, and nothing more.
pub(super) fn attempt_type(returns: &Returns, krate: &Path) -> Type {
    match returns.reported() {
        None => returns.attempt.clone(),
        Some(reported) => {
            let reported = of_retry_error(reported, krate, "Error");
            returns::with_error(&returns.attempt, &Type::Verbatim(reported))
        }
    }
}

/// Output: `<RetryError<E> as IsRetryError>::item`, located at the first word, so that the compiler sees one place
/// and not several.
pub(super) fn of_retry_error(reported: &Type, krate: &Path, item: &str) -> TokenStream {
    let word = reported.span();
    let at = Span::mixed_site().located_at(word);
    let reported = located(reported, word);
    let item = Ident::new(item, at);
    quote_spanned!(at=> <#reported as #krate::__private::IsRetryError>::#item)
}

//! The expansion: `Plan` + `Target` -> tokens.
//!
//! Everything emitted names only `#krate::__private::*`, `::core::*` and the user's own paths, and
//! every local carries `Span::mixed_site()`, so no argument of the user's can collide; that locals
//! begin with `__` keeps them from being taken for a constant of the user's.

mod attempt;
mod bindings;
mod decision;
mod failure;
mod guards;
mod injection;
mod plain;
mod policy;
mod returns;
mod selection;
#[cfg(test)]
mod snapshots;
mod unretried;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Path, Token};

use crate::plan::{Attempts, ErrorLives, Plan};
use crate::target::{Body, Target};

pub(crate) use unretried::unretried;

/// Input: `#[retry] async fn fetch(url: &str) -> Result<Page, Error> { body }`
/// Output: `async fn fetch(url: &str) -> Result<Page, Error> { let mut state = ..; loop { .. } }`
pub(crate) fn expand(plan: &Plan, target: &Target) -> TokenStream {
    let site = Span::mixed_site();
    let expansion = Expansion {
        plan,
        target,
        site,
        at_return: site.located_at(target.returns.span()),
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
        Body::Sync(body) | Body::Async(body) => expansion.retrying(body),
        Body::Future(future) => {
            let looped = expansion.retrying(&future.body);
            let (intro, preamble) = (&future.intro, &future.preamble);
            let block = quote_spanned!(*body_span=> #intro { #(#preamble)* #looped });
            match &future.pin {
                Some(pin) => quote_spanned!(*body_span=> #pin(#block)),
                None => block,
            }
        }
    };
    // What the body takes by value it now takes from a clone.
    let lint = (!plan.clones.is_empty())
        .then(|| quote_spanned!(*body_span=> #[allow(clippy::needless_pass_by_value)]));
    quote_spanned! {*body_span=> #(#attrs)* #lint #vis #default #sig { #body } }
}

struct Expansion<'a> {
    plan: &'a Plan,
    target: &'a Target,
    /// The span of everything that is not the user's.
    site: Span,
    /// The span of what needs something of the return type.
    at_return: Span,
}

impl Expansion<'_> {
    /// The span of what is put around words of the user's, so that errors are reported there.
    fn around(&self, words: &impl ToTokens) -> Span {
        let first = words.to_token_stream().into_iter().next();
        first.map_or(self.site, |first| self.site.located_at(first.span()))
    }

    /// The crate's path where an error is to be reported at `at`: a call begins with its path.
    fn krate_at(&self, at: Span) -> Path {
        let locate = |colons: &mut Token![::]| {
            colons.spans = colons.spans.map(|span| span.located_at(at));
        };
        let mut krate = self.plan.krate.clone();
        if let Some(colons) = &mut krate.leading_colon {
            locate(colons);
        }
        for mut pair in krate.segments.pairs_mut() {
            let name = &mut pair.value_mut().ident;
            name.set_span(name.span().located_at(at));
            if let Some(colons) = pair.punct_mut() {
                locate(colons);
            }
        }
        krate
    }

    fn retrying(&self, body: &TokenStream) -> TokenStream {
        match self.plan.shape.attempts {
            Attempts::Driven => self.driven(body),
            Attempts::Settled => self.settled(body),
            Attempts::Looped | Attempts::Async => self.looped(body),
        }
    }

    /// Output:
    /// ```text
    /// let mut state = SyncState::new();
    /// loop {
    ///     { let outcome = <attempt>; <success returns, failure returns or falls through> }
    ///     <delay>
    /// }
    /// ```
    /// The inner block ends the life of the outcome before the delay: an error that is not `Send`
    /// does not keep the future from being so, and takes no room in it.
    fn looped(&self, body: &TokenStream) -> TokenStream {
        let entry = self.entry();
        let guards = self.guards();
        let attempt = self.attempt(body);
        let none = self.no_error();
        let decide = self.decide();
        let state = self.state();
        let kept = self
            .keeps_error()
            .then(|| quote_spanned!(self.site=> let mut __kept = ::core::option::Option::None;));
        // In a sync function the delay is part of what is kept out of the loop.
        let delay = self.is_async().then(|| self.delay());
        quote_spanned! {self.site=>
            #entry
            #guards
            #kept
            let mut __state = #state::new();
            loop {
                {
                    #attempt
                    #none
                    #decide
                }
                #delay
            }
        }
    }

    /// Output: the type of the state. Its methods are called by path, because a trait that the user
    /// implements for every type may have one of the same name.
    fn state(&self) -> TokenStream {
        let krate = &self.plan.krate;
        if self.is_async() {
            quote_spanned!(self.site=> #krate::__private::AsyncState)
        } else {
            quote_spanned!(self.site=> #krate::__private::SyncState)
        }
    }

    /// Output: an expression of `History<'_>`.
    fn history(&self) -> TokenStream {
        let state = self.state();
        quote_spanned!(self.site=> #state::history(&__state))
    }

    /// Whether `kept` holds the error of an attempt until the next one.
    fn keeps_error(&self) -> bool {
        self.plan.shape.error == ErrorLives::UntilTheNext
    }

    fn is_async(&self) -> bool {
        matches!(
            self.plan.shape.attempts,
            Attempts::Settled | Attempts::Async
        )
    }
}

/// The same words with the same meaning, where errors about them are reported at `at`.
fn located(words: &impl ToTokens, at: Span) -> TokenStream {
    let tokens = words.to_token_stream().into_iter();
    let located = tokens.map(|mut token| {
        token.set_span(token.span().located_at(at));
        token
    });
    located.collect()
}

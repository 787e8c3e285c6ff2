//! What a call is decided by: its site and its policy.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};

use super::Expansion;
use crate::plan::{ClockReadAtEntry, KnownAt, MadeAt, Nested, PolicyPlan, Setting};

impl Expansion<'_> {
    /// Output: `let call = Call { .. };` before the loop, for options that need the policy or the
    /// clock there; otherwise nothing.
    pub(super) fn entry(&self) -> TokenStream {
        let krate = &self.plan.krate;
        if self.plan.shape.call == MadeAt::Failure {
            return TokenStream::new();
        }
        let key =
            self.plan.attempt.as_ref().map(
                |_| quote_spanned!(self.site=> let __key = #krate::__private::LazyKey::new();),
            );
        let policy = (self.plan.policy.known == KnownAt::Entry).then(|| {
            let (site, builder) = (self.site_static(false), self.builder());
            quote_spanned! {self.site=>
                let __site = #site;
                let __policy = #krate::__private::entry_policy(__site, #builder);
            }
        });
        let limit = self.plan.attempt_timeout.as_ref().map(|limit| {
            let value = &limit.value;
            if limit.known != KnownAt::Entry {
                return quote_spanned!(self.site=> let __limit: ::core::time::Duration = #value;);
            }
            let at = self.around(value);
            let krate = self.krate_at(at);
            let value = quote_spanned!(at=> #krate::__private::AttemptLimit::limit(#value));
            quote_spanned!(self.site=> let __limit = #value;)
        });
        let nested = match &self.plan.nested {
            Nested::Value(expr) => {
                let at = self.around(expr);
                let krate = self.krate_at(at);
                Some(quote_spanned!(at=> let __nested: #krate::__private::Nested = #expr;))
            }
            _ => None,
        };
        let call = self.call();
        quote_spanned!(self.site=> #key #limit #nested #policy let __call = #call;)
    }

    /// Output: `let call = Call { .. };` where an attempt has failed, unless there is one already.
    pub(super) fn late_call(&self) -> TokenStream {
        if self.plan.shape.call == MadeAt::Entry {
            return TokenStream::new();
        }
        let call = self.call();
        quote_spanned!(self.site=> let __call = #call;)
    }

    /// Output: an expression of `Call<'_>`.
    fn call(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let builder = self.builder();
        let policy = self.build(&builder);
        match self.plan.policy.known {
            KnownAt::Item => {
                let site = self.site_static(true);
                let started = self.started(&quote_spanned!(self.site=> &retry_policy));
                // The compiler names it where a value is out of range. Values are constants, none of which is
                // called like that.
                quote_spanned! {self.site=> {
                    #[allow(non_upper_case_globals)]
                    static retry_policy: #krate::__private::Policy = #policy;
                    #krate::__private::Call {
                        site: #site,
                        policy: &retry_policy,
                        started: #started,
                    }
                }}
            }
            KnownAt::Inline => {
                let site = self.site_static(false);
                let started = self.started(&quote_spanned!(self.site=> __policy));
                quote_spanned! {self.site=> {
                    let __policy: &#krate::__private::Policy = const { &#policy };
                    #krate::__private::Call { site: #site, policy: __policy, started: #started }
                }}
            }
            KnownAt::Entry => {
                let started = self.started(&quote_spanned!(self.site=> &__policy));
                quote_spanned! {self.site=>
                    #krate::__private::Call { site: __site, policy: &__policy, started: #started }
                }
            }
        }
    }

    /// Output: an expression of `Option<Instant>`.
    fn started(&self, policy: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        match self.plan.shape.started {
            ClockReadAtEntry::Always => {
                quote_spanned!(self.site=> ::core::option::Option::Some(#krate::__private::now()))
            }
            ClockReadAtEntry::IfBounded => {
                quote_spanned!(self.site=> #krate::__private::started(#policy))
            }
            ClockReadAtEntry::Never => quote_spanned!(self.site=> ::core::option::Option::None),
        }
    }

    /// Output: `{ static SITE: Site = Site::new(..).with_error(..); list_site!(SITE); &SITE }`
    ///
    /// The last puts the site on the list of all, if the runtime has one: features of the runtime
    /// cannot be told here.
    fn site_static(&self, with_policy: bool) -> TokenStream {
        let krate = &self.plan.krate;
        let name = self.name();
        let policy = if with_policy {
            quote_spanned!(self.site=> ::core::option::Option::Some(&retry_policy))
        } else {
            quote_spanned!(self.site=> ::core::option::Option::None)
        };
        let error = self.target.returns.error_name();
        let error = error.map(|name| quote_spanned!(self.site=> .with_error(#name)));
        let limit = self.plan.attempt_timeout.as_ref();
        let limit = limit.map(|_| quote_spanned!(self.site=> .with_attempt_timeout()));
        quote_spanned! {self.site=> {
            static __RETRY_SITE: #krate::__private::Site = #krate::__private::Site::new(
                #name,
                ::core::file!(),
                ::core::line!(),
                ::core::column!(),
                #policy,
            ) #error #limit;
            #krate::__private::list_site!(__RETRY_SITE);
            &__RETRY_SITE
        }}
    }

    /// Output: an expression of `&'static str`, what the function is called in the log.
    pub(super) fn name(&self) -> TokenStream {
        if let Some(name) = &self.plan.name {
            return name.to_token_stream();
        }
        let function = self.target.name();
        quote_spanned!(self.site=> ::core::concat!(::core::module_path!(), "::", #function))
    }

    /// Output: `Policy::builder().max_attempts(5).initial_delay(..)`
    fn builder(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let PolicyPlan { base, steps, .. } = &self.plan.policy;
        let start = match base {
            None => quote_spanned!(self.site=> #krate::__private::Policy::builder()),
            Some(Setting { value, known, .. }) => {
                let at = self.around(value);
                let krate = self.krate_at(at);
                let policy = if *known == KnownAt::Entry {
                    quote_spanned!(at=> #krate::__private::PolicyHandle::policy(&#value))
                } else {
                    value.clone()
                };
                quote_spanned!(at=> #krate::__private::Policy::to_builder(#policy))
            }
        };
        let steps = steps
            .iter()
            .map(|(method, Setting { value, .. })| quote_spanned!(self.site=> .#method(#value)));
        quote_spanned!(self.site=> #start #(#steps)*)
    }

    /// Output: `build(builder)`, located at the value that it may fail for.
    fn build(&self, builder: &TokenStream) -> TokenStream {
        let unchecked = self.plan.policy.unchecked;
        let at = unchecked.map_or(self.site, |value| self.site.located_at(value));
        let krate = self.krate_at(at);
        quote_spanned!(at=> #krate::__private::PolicyBuilder::build(#builder))
    }
}

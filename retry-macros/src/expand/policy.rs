//! What a call is decided by: its site and its policy.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::Expansion;
use crate::args::Strategy;
use crate::plan::{
    ClockReadAtEntry, KnownAt, LiteralJitter, LiteralPolicy, MadeAt, Nested, PolicyPlan, Setting,
};

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
            let (site, builder) = (self.site_without_policy(), self.builder());
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
        match self.plan.policy.known {
            KnownAt::Item => {
                let site = self.site_static();
                match self.plan.shape.started {
                    ClockReadAtEntry::Always => {
                        quote_spanned!(self.site=> #krate::__private::Call::timed(#site))
                    }
                    ClockReadAtEntry::IfBounded => {
                        quote_spanned!(self.site=> #krate::__private::Call::bounded(#site))
                    }
                    ClockReadAtEntry::Never => {
                        quote_spanned!(self.site=> #krate::__private::Call::of(#site))
                    }
                }
            }
            KnownAt::Inline => {
                let site = self.site_without_policy();
                let policy = self.build();
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
                quote_spanned!(self.site=> #krate::__private::start())
            }
            ClockReadAtEntry::IfBounded => {
                quote_spanned!(self.site=> #krate::__private::started(#policy))
            }
            ClockReadAtEntry::Never => quote_spanned!(self.site=> ::core::option::Option::None),
        }
    }

    /// Output: an expression of `&'static Site`, of a function whose policy is known at compile time.
    pub(super) fn site_static(&self) -> TokenStream {
        if let Some(literal) = &self.plan.policy.literal {
            return self.site_by("literal", Some(&self.literal(literal)));
        }
        let policy = self.build();
        if self.plan.policy.unchecked.is_none() {
            return self.site_by("new", Some(&policy));
        }
        let krate = &self.plan.krate;
        let site = self.site_by("new", Some(&quote_spanned!(self.site=> retry_policy)));
        // The compiler names it where a value is out of range. Values are constants, none of which is called like
        // that.
        quote_spanned! {self.site=> {
            #[allow(non_upper_case_globals)]
            static retry_policy: #krate::__private::Policy = #policy;
            #site
        }}
    }

    fn site_without_policy(&self) -> TokenStream {
        self.site_by("without_policy", None)
    }

    /// Output: `{ static SITE: Site = Site::new(..); list_site!(SITE); &SITE }`
    ///
    /// The last puts the site on the list of all, if there is one: with the feature `sites`.
    fn site_by(&self, constructor: &str, policy: Option<&TokenStream>) -> TokenStream {
        let krate = &self.plan.krate;
        let name = self.name();
        let error = self.target.returns.error_name().unwrap_or_default();
        let constructor = Ident::new(constructor, self.site);
        let limit = self.plan.attempt_timeout.as_ref();
        let limit = limit.map(|_| quote_spanned!(self.site=> .with_attempt_timeout()));
        let list = cfg!(feature = "sites")
            .then(|| quote_spanned!(self.site=> #krate::__private::list_site!(__RETRY_SITE);));
        let nested = self.nested_in_code();
        quote_spanned! {self.site=> {
            static __RETRY_SITE: #krate::__private::Site = #krate::__private::Site::#constructor(
                #name,
                #error,
                #policy
            ) #limit #nested;
            #list
            &__RETRY_SITE
        }}
    }

    /// Output: `5, Strategy::Exponential, Jitter::Equal, 1000000000, 60000000000`
    fn literal(&self, policy: &LiteralPolicy) -> TokenStream {
        let krate = &self.plan.krate;
        let LiteralPolicy {
            max_attempts,
            strategy,
            initial_delay,
            max_delay,
            jitter,
        } = policy;
        let strategy = match strategy {
            Strategy::Fixed => quote_spanned!(self.site=> Fixed),
            Strategy::Linear => quote_spanned!(self.site=> Linear),
            Strategy::Exponential => quote_spanned!(self.site=> Exponential),
            Strategy::Fibonacci => quote_spanned!(self.site=> Fibonacci),
            Strategy::Decorrelated => quote_spanned!(self.site=> Decorrelated),
        };
        let jitter = match jitter {
            LiteralJitter::Equal => quote_spanned!(self.site=> Equal),
            LiteralJitter::Full => quote_spanned!(self.site=> Full),
            LiteralJitter::None => quote_spanned!(self.site=> None),
        };
        quote_spanned! {self.site=>
            #max_attempts,
            #krate::__private::Strategy::#strategy,
            #krate::__private::Jitter::#jitter,
            #initial_delay,
            #max_delay,
        }
    }

    /// Output: `.with_nested(..)`, if the function says anything of calls inside of it.
    fn nested_in_code(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        let kind = match &self.plan.nested {
            Nested::Allow => return None,
            Nested::Suppress => quote_spanned!(self.site=> Suppress),
            Nested::Bounded | Nested::Value(_) => quote_spanned!(self.site=> Open),
        };
        Some(quote_spanned!(self.site=> .with_nested(#krate::__private::NestedInCode::#kind)))
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
    fn build(&self) -> TokenStream {
        let builder = self.builder();
        let unchecked = self.plan.policy.unchecked;
        let at = unchecked.map_or(self.site, |value| self.site.located_at(value));
        let krate = self.krate_at(at);
        quote_spanned!(at=> #krate::__private::PolicyBuilder::build(#builder))
    }
}

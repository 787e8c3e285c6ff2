//! Budget, breaker and nested calls.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{Expr, ExprPath, PathArguments};

use super::Expansion;
use crate::plan::{Budget, Guards, Nested, Place};

impl Expansion<'_> {
    /// Output: `let mut guards = Guards::new().budget(&BUDGET).breaker(&BREAKER);`, or nothing.
    pub(super) fn guards(&self) -> TokenStream {
        let krate = &self.plan.krate;
        let Some(Guards { budget, breaker }) = &self.plan.guards else {
            return TokenStream::new();
        };
        let own_listed =
            self.listed_guards(Some(&quote_spanned!(self.site=> __RETRY_BUDGET)), None);
        let listed = self.listed_statics();
        // What is lent lives as long as the call.
        let budget_place = match budget {
            Some(Budget::At(Place::Value(expr))) => {
                Some(self.handle("budget", "BudgetHandle", expr))
            }
            _ => None,
        };
        let breaker_place = match breaker {
            Some(Place::Value(expr)) => Some(self.handle("breaker", "BreakerHandle", expr)),
            _ => None,
        };
        let budget = budget.as_ref().map(|budget| match budget {
            Budget::Own => quote_spanned! {self.site=>
                .budget({
                    static __RETRY_BUDGET: #krate::__private::Budget =
                        #krate::__private::Budget::new();
                    #own_listed
                    &__RETRY_BUDGET
                })
            },
            Budget::At(Place::Static(path)) => {
                quote_spanned!(self.around(path)=> .budget(&#path))
            }
            Budget::At(Place::Value(_)) => {
                quote_spanned!(self.site=> .budget_in(__budget))
            }
        });
        let breaker = breaker.as_ref().map(|breaker| match breaker {
            Place::Static(path) => quote_spanned!(self.around(path)=> .breaker(&#path)),
            Place::Value(_) => quote_spanned!(self.site=> .breaker_in(__breaker)),
        });
        quote_spanned! {self.site=>
            #budget_place
            #breaker_place
            #listed
            let mut __guards = #krate::__private::Guards::new() #budget #breaker;
        }
    }

    /// Output: the statics that guard this function, for the list of all, if there is one: with the feature `sites`. A path that may name
    /// a generic parameter cannot stand there.
    fn listed_statics(&self) -> Option<TokenStream> {
        let Guards { budget, breaker } = self.plan.guards.as_ref()?;
        let is_listed = |place: &&ExprPath| names_modules_only(place);
        let budget = match budget {
            Some(Budget::At(Place::Static(path))) => Some(path).filter(is_listed),
            _ => None,
        };
        let breaker = match breaker {
            Some(Place::Static(path)) => Some(path).filter(is_listed),
            _ => None,
        };
        if budget.is_none() && breaker.is_none() {
            return None;
        }
        let tokens = |path: Option<&ExprPath>| path.map(ToTokens::to_token_stream);
        Some(self.listed_guards(tokens(budget).as_ref(), tokens(breaker).as_ref()))
    }

    /// Output: `list_guards_of!(name, Some(|| &BUDGET), None);` Behind functions: a static may be made when it is
    /// first looked at.
    fn listed_guards(
        &self,
        budget: Option<&TokenStream>,
        breaker: Option<&TokenStream>,
    ) -> TokenStream {
        if !cfg!(feature = "sites") {
            return TokenStream::new();
        }
        let krate = &self.plan.krate;
        let name = self.name();
        let none = quote_spanned!(self.site=> ::core::option::Option::None);
        let budget = budget.map_or_else(
            || none.clone(),
            |path| quote_spanned!(self.site=> ::core::option::Option::Some(|| &#path)),
        );
        // What is no breaker is said in the same words as where it guards, so that the compiler says it once.
        let breaker = breaker.map_or(none, |path| {
            let at = self.around(path);
            quote_spanned! {at=>
                ::core::option::Option::Some(|| {
                    let __breaker: &'static (dyn #krate::__private::CircuitBreaker + 'static) = &#path;
                    __breaker
                })
            }
        });
        quote_spanned!(self.site=> #krate::__private::list_guards_of!(#name, #budget, #breaker);)
    }

    /// Output: `let breaker = BreakerHandle::breaker(&self.breaker);`
    fn handle(&self, guard: &str, role: &str, expr: &Expr) -> TokenStream {
        let at = self.around(expr);
        let krate = self.krate_at(at);
        let place = format_ident!("__{guard}", span = at);
        let role = format_ident!("{role}", span = at);
        let guard = format_ident!("{guard}", span = at);
        quote_spanned! {self.site=>
            let #place = &#expr;
            let #place = #krate::__private::#role::#guard(#place);
        }
    }

    /// Output: the argument of `failed`, an `Option<&mut Guards>`.
    pub(super) fn with_guards(&self) -> TokenStream {
        if self.plan.guards.is_some() {
            quote_spanned!(self.site=> ::core::option::Option::Some(&mut __guards))
        } else {
            quote_spanned!(self.site=> ::core::option::Option::None)
        }
    }

    /// Output: word of a success at once to a backoff that learns; later another may count.
    pub(super) fn tell_backoff(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        self.plan.policy.learns.then(|| {
            quote_spanned! {self.site=>
                else {
                    #krate::__private::Call::succeeded(&__call);
                }
            }
        })
    }

    pub(super) fn has_budget(&self) -> bool {
        let guards = self.plan.guards.as_ref();
        guards.is_some_and(|guards| guards.budget.is_some())
    }

    pub(super) fn breaker(&self) -> Option<&Place> {
        self.plan.guards.as_ref()?.breaker.as_ref()
    }

    /// Output: word of a success to budget and breaker.
    pub(super) fn tell_success(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        self.plan.guards.as_ref().map(
            |_| quote_spanned!(self.site=> #krate::__private::Guards::succeeded(&mut __guards);),
        )
    }

    /// Output: word to the breaker that a call succeeded, whatever `until` makes of it.
    pub(super) fn tell_answer(&self) -> TokenStream {
        let krate = &self.plan.krate;
        match self.breaker() {
            Some(_) => quote_spanned! {self.site=>
                #krate::__private::Guards::settle(
                    &mut __guards,
                    #krate::__private::CallOutcome::Success,
                );
            },
            None => TokenStream::new(),
        }
    }

    /// Input: an attempt that awaits.
    /// Output: the same, told apart from other futures of the task, if there is a breaker.
    pub(super) fn guarded(&self, attempt: TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        match self.breaker() {
            Some(_) => quote_spanned! {self.site=>
                #krate::__private::Guards::attempt(&mut __guards, #attempt)
            },
            None => attempt,
        }
    }

    /// Input: an expression of `Limited<_>`, an attempt.
    /// Output: the same, if the breaker lets it through. That it has ended is said once it has been dropped,
    /// which is a part of it.
    pub(super) fn admitted(&self, attempt: &TokenStream) -> TokenStream {
        let krate = &self.plan.krate;
        quote_spanned! {self.site=>
            match #krate::__private::Guards::admit(&mut __guards) {
                ::core::result::Result::Ok(()) => {
                    let __outcome = #attempt;
                    #krate::__private::Guards::ended(&mut __guards);
                    __outcome
                }
                ::core::result::Result::Err(__interrupted) => {
                    #krate::__private::Limited::Interrupted(__interrupted)
                }
            }
        }
    }

    /// Output: `let scope = ..;`, in which an attempt runs, if retried functions inside of it are not
    /// free.
    pub(super) fn nested(&self) -> Option<TokenStream> {
        let krate = &self.plan.krate;
        let history = self.history();
        let scope = match &self.plan.nested {
            Nested::Allow => return None,
            Nested::Bounded => {
                quote_spanned!(self.site=> #krate::__private::bounding(#history, &__call))
            }
            Nested::Suppress => {
                let name = self.name();
                quote_spanned!(self.site=> #krate::__private::suppressing_in(#history, #name))
            }
            Nested::Value(_) => {
                quote_spanned!(self.site=> #krate::__private::Nested::scope(__nested, #history, &__call))
            }
        };
        Some(quote_spanned!(self.site=> let __scope = #scope;))
    }
}

/// `BUDGET` and `crate::net::BUDGET`, whose way there is one of modules.
fn names_modules_only(place: &ExprPath) -> bool {
    let segments = &place.path.segments;
    let is_plain = |segment: &syn::PathSegment| matches!(segment.arguments, PathArguments::None);
    let is_module =
        |segment: &syn::PathSegment| segment.ident.to_string().starts_with(char::is_lowercase);
    place.qself.is_none()
        && segments.iter().all(is_plain)
        && segments.iter().rev().skip(1).all(is_module)
}

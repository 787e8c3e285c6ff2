//! What will be done: defaults applied, ranges and rules across options checked.
//!
//! In: [`RetryArgs`], what was written, and [`Facts`] about the function. Out: [`Plan`], in which
//! nothing is left to decide, or every error of the attribute at once.

mod known;
mod literal;
mod patterns;
mod policy;
mod rules;
mod selection;
mod setting;
mod shape;

use core::mem::take;

use crate::args::RetryArgs;
use crate::target::Facts;
use proc_macro2::{Ident, Span};
use syn::{Expr, LitStr, Path, parse_quote_spanned};

pub(crate) use crate::args::{Nested, Place};
pub(crate) use known::KnownAt;
pub(crate) use literal::{LiteralJitter, LiteralPolicy};
pub(crate) use patterns::{Patterns, alias};
pub(crate) use policy::PolicyPlan;
pub(crate) use selection::{Description, Selection};
pub(crate) use setting::Setting;
pub(crate) use shape::{Attempts, ClockReadAtEntry, Ends, ErrorLives, MadeAt, Shape};

/// Everything the expansion needs to know; nothing is optional that has a default.
pub(crate) struct Plan {
    /// Path of the crate, `::reattempt` unless `crate = ..` says otherwise.
    pub(crate) krate: Path,
    /// The site's name, when it is not `module::function`.
    pub(crate) name: Option<LitStr>,
    /// Whose call it is, as an instance says.
    pub(crate) label: Option<Expr>,
    pub(crate) policy: PolicyPlan,
    pub(crate) selection: Selection,
    pub(crate) hooks: Hooks,
    /// Whether each attempt has a span.
    pub(crate) span: bool,
    /// The identifier that binds `&Attempt` in the body.
    pub(crate) attempt: Option<Ident>,
    /// Arguments each attempt gets its own clone of.
    pub(crate) clones: Vec<Ident>,
    /// How to wait, when it is not the runtime's own way.
    pub(crate) sleep: Option<Expr>,
    /// Whether a call may be repeated that was perhaps processed.
    pub(crate) idempotent: bool,
    /// What an error that `on` or `when` chooses is asked.
    pub(crate) description: Description,
    /// What this call means for retried functions inside of it.
    pub(crate) nested: Nested,
    /// Budget and breaker, if there is one of them.
    pub(crate) guards: Option<Guards>,
    /// When an attempt is ended. Not part of the policy, because it asks something of the error type.
    pub(crate) attempt_timeout: Option<Setting>,
    /// What all of this comes to.
    pub(crate) shape: Shape,
}

/// What holds retries back for the sake of the other side.
pub(crate) struct Guards {
    pub(crate) budget: Option<Budget>,
    pub(crate) breaker: Option<Place>,
}

impl Guards {
    fn new(args: &RetryArgs) -> Option<Self> {
        let budget = args.budget.value().cloned().map(|place| match place {
            None => Budget::Own,
            Some(place) => Budget::At(place),
        });
        let breaker = args.breaker.value().cloned();
        (budget.is_some() || breaker.is_some()).then_some(Self { budget, breaker })
    }
}

/// Where retries are paid from.
pub(crate) enum Budget {
    /// A budget of the function's own.
    Own,
    At(Place),
}

/// The user's own closures or paths, called in the function itself.
pub(crate) struct Hooks {
    pub(crate) until: Option<Expr>,
    pub(crate) retry_after: Option<Expr>,
    pub(crate) on_event: Option<Expr>,
}

impl Hooks {
    fn any(&self) -> bool {
        self.until.is_some() || self.retry_after.is_some() || self.on_event.is_some()
    }
}

/// Where the crate is.
pub(crate) fn krate(args: &RetryArgs) -> Path {
    let default = || parse_quote_spanned!(Span::mixed_site()=> ::reattempt);
    args.krate.value().cloned().unwrap_or_else(default)
}

impl Plan {
    pub(crate) fn new(mut args: RetryArgs, facts: &Facts) -> syn::Result<Self> {
        let mut errors = take(&mut args.errors);
        rules::check(&args, facts, &mut errors);
        errors.finish()?;

        let krate = krate(&args);
        let policy = PolicyPlan::new(&args, &krate, facts);
        let attempt_timeout = args.attempt_timeout.value();
        let attempt_timeout = attempt_timeout.map(|limit| Setting::duration(limit, facts));
        let guards = Guards::new(&args);
        let hooks = Hooks {
            until: args.until.value().cloned(),
            retry_after: args.retry_after.value().cloned(),
            on_event: args.on_event.value().cloned(),
        };
        let nested = args.nested.value().cloned().unwrap_or(Nested::Allow);
        let (on, except, also, when) = (
            take(&mut args.on),
            take(&mut args.except),
            take(&mut args.also),
            take(&mut args.when),
        );
        let selection = Selection::new(on, except, also, when, &facts.error);
        let idempotent = args.idempotent.value().copied().unwrap_or(true);
        let description = Description::new(idempotent, facts);
        let shape = Shape::new(&args, facts, &policy, &selection, &hooks, guards.as_ref());
        Ok(Self {
            krate,
            name: args.name.into_value(),
            label: args.label.into_value(),
            policy,
            selection,
            hooks,
            span: args.span.into_value().is_some(),
            attempt: args.attempt.into_value(),
            clones: args.clone.into_value().unwrap_or_default(),
            sleep: args.sleep.into_value(),
            idempotent,
            description,
            nested,
            guards,
            attempt_timeout,
            shape,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Facts, Plan};
    use crate::args::RetryArgs;
    use crate::target::Outcome;
    use crate::target::error_path::ErrorPath;
    use proc_macro2::{Ident, Span, TokenStream};

    /// `async fn f<T, const COUNT: usize>(&self, url: &str, page: u32) -> Result<..>`.
    pub(crate) fn facts() -> Facts {
        let names = |names: &[&str]| {
            let name = |name: &&str| Ident::new(name, Span::call_site());
            names.iter().map(name).collect()
        };
        Facts {
            asynchronous: true,
            outcome: Outcome::Result,
            argument_names: names(&["url", "page"]),
            generics: names(&["Kind", "COUNT"]),
            has_receiver: true,
            error: ErrorPath::Written(syn::parse_quote!(FetchError)),
            classless: None,
            error_borrows: false,
            uncopied: Vec::new(),
            changed_self: None,
        }
    }

    pub(super) fn plan(attribute: &str, facts: &Facts) -> syn::Result<Plan> {
        let tokens: TokenStream = attribute.parse().unwrap();
        Plan::new(RetryArgs::parse(tokens), facts)
    }

    pub(super) fn errors(attribute: &str, facts: &Facts) -> Vec<String> {
        let errors = plan(attribute, facts).err().into_iter().flatten();
        errors.map(|error| error.to_string()).collect()
    }

    #[test]
    fn defaults() {
        let plan = plan("", &facts()).unwrap();
        let krate = plan.krate;
        assert_eq!(quote::quote!(#krate).to_string(), ":: reattempt");
        assert!(plan.policy.base.is_none() && plan.policy.steps.is_empty());
        assert!(plan.name.is_none() && plan.attempt.is_none() && plan.sleep.is_none());
        assert!(plan.attempt_timeout.is_none());
        assert!(plan.clones.is_empty() && !plan.span);
        let hooks = plan.hooks;
        assert!(hooks.until.is_none() && hooks.retry_after.is_none() && hooks.on_event.is_none());
    }

    #[test]
    fn everything_written_is_passed_on() {
        let attribute = "max_elapsed = \"1m\", max_attempts = 2, attempt_timeout = \"1s\", \
                         name = \"fetch\", attempt = this, clone = [url], sleep = wait, until = a, \
                         retry_after = b, on_event = c, span, crate = crate::x";
        let plan = plan(attribute, &facts()).unwrap();
        let krate = plan.krate;
        assert_eq!(quote::quote!(#krate).to_string(), "crate :: x");
        assert_eq!(plan.name.unwrap().value(), "fetch");
        assert_eq!(plan.attempt.unwrap(), "this");
        assert_eq!(plan.clones, ["url"]);
        assert!(plan.sleep.is_some() && plan.span);
        assert!(plan.attempt_timeout.is_some());
        let hooks = plan.hooks;
        assert!(hooks.until.is_some() && hooks.retry_after.is_some() && hooks.on_event.is_some());
    }

    #[test]
    fn errors_of_both_stages_come_together() {
        assert_eq!(
            errors("factor = 2, backoff = \"fixed\", jitter = 2", &facts()),
            [
                "`jitter` must be at most 1: it is the part of a delay to add or take away; write \
                 `jitter = 0.02`",
                "`factor` has no effect with `backoff = \"fixed\"`: only exponential delays are \
                 multiplied; remove it, or write `backoff = \"exponential\"`",
            ]
        );
    }
}

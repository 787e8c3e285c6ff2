//! The policy as a chain of builder calls.
//!
//! In: the options that are part of a policy. Out: the base and the calls on its builder.

use super::Facts;
use super::setting::{Known, Setting, known_path};
use crate::args::{Attempts, Backoff, Jitter, RetryArgs, Strategy};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Path;
use syn::spanned::Spanned as _;

/// The policy as a chain of `PolicyBuilder` calls.
pub(crate) struct PolicyPlan {
    /// `policy = ..`; the crate's default policy if absent.
    pub(crate) base: Option<Setting>,
    /// Calls on the builder, in order: `(method, argument)`.
    pub(crate) steps: Vec<(Ident, Setting)>,
}

impl PolicyPlan {
    pub(super) fn new(args: &RetryArgs, krate: &Path, facts: &Facts) -> Self {
        let base = args.policy.value().map(|base| Setting::expr(base, facts));
        let mut steps = Vec::new();
        let mut step = |name: &Ident, setting| {
            let span = name.span().resolved_at(Span::mixed_site());
            steps.push((Ident::new(&name.to_string(), span), setting));
        };
        // First, because it decides what the calls after it mean.
        if let Some((name, backoff)) = args.backoff.get() {
            step(name, strategy(backoff, krate, facts));
        }
        for delay in [&args.initial_delay, &args.max_delay] {
            if let Some((name, delay)) = delay.get() {
                step(name, Setting::duration(delay, facts));
            }
        }
        if let Some((name, factor)) = args.factor.get() {
            step(name, Setting::number(factor, facts));
        }
        if let Some((name, kind)) = args.jitter.get() {
            step(name, jitter(kind, name, krate, facts));
        }
        match args.max_attempts.get() {
            Some((name, Attempts::Count(count))) => step(name, Setting::count(count, facts)),
            Some((name, Attempts::Unlimited)) => {
                let name = Ident::new("unlimited", name.span());
                step(&name, Setting::item(TokenStream::new()));
            }
            None => {}
        }
        if let Some((name, limit)) = args.max_elapsed.get() {
            step(name, Setting::duration(limit, facts));
        }
        Self { base, steps }
    }
}

/// Input: `backoff = "fixed"`, `backoff = ["1s"]` or `backoff = BACKOFF`.
/// Output: `Strategy::Fixed`, `Strategy::Schedule(&const { [..] })`, `Strategy::Custom(&BACKOFF)`.
fn strategy(backoff: &Backoff, krate: &Path, facts: &Facts) -> Setting {
    match backoff {
        Backoff::Named(strategy, span) => {
            let span = span.resolved_at(Span::mixed_site());
            let variant = match strategy {
                Strategy::Fixed => quote_spanned!(span=> Fixed),
                Strategy::Linear => quote_spanned!(span=> Linear),
                Strategy::Exponential => quote_spanned!(span=> Exponential),
                Strategy::Fibonacci => quote_spanned!(span=> Fibonacci),
                Strategy::Decorrelated => quote_spanned!(span=> Decorrelated),
            };
            Setting::item(quote_spanned!(span=> #krate::__private::Strategy::#variant))
        }
        Backoff::Schedule(waits, span) => {
            let span = span.resolved_at(Span::mixed_site());
            let waits = waits.iter().map(|wait| Setting::duration(wait, facts));
            let (known, waits): (Vec<Known>, Vec<TokenStream>) =
                waits.map(|wait| (wait.known, wait.value)).unzip();
            Setting {
                // An inline const: only that is sure to be promoted to a static.
                value: quote_spanned! {span=>
                    #krate::__private::Strategy::Schedule(&const { [#(#waits),*] })
                },
                known: known.into_iter().max().unwrap_or(Known::Item),
            }
        }
        Backoff::Custom(path) => {
            let span = path.span().resolved_at(Span::mixed_site());
            Setting {
                value: quote_spanned!(span=> #krate::__private::Strategy::Custom(&#path)),
                known: known_path(path, facts),
            }
        }
    }
}

/// Input: `jitter = "equal"` or `jitter = 0.25`.
/// Output: `Jitter::Equal` or `Jitter::fraction(0.25)`.
fn jitter(jitter: &Jitter, name: &Ident, krate: &Path, facts: &Facts) -> Setting {
    let span = name.span().resolved_at(Span::mixed_site());
    let kind = match jitter {
        Jitter::Equal => quote_spanned!(span=> Equal),
        Jitter::Full => quote_spanned!(span=> Full),
        Jitter::None => quote_spanned!(span=> None),
        Jitter::Fraction(fraction) => {
            let fraction = Setting::number(fraction, facts);
            let value = fraction.value;
            return Setting {
                value: quote_spanned!(span=> #krate::__private::Jitter::fraction(#value)),
                known: fraction.known,
            };
        }
    };
    Setting::item(quote_spanned!(span=> #krate::__private::Jitter::#kind))
}

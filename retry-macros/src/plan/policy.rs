//! The policy as a chain of builder calls.
//!
//! In: the options that are part of a policy. Out: the base and the calls on its builder.

use super::known::{KnownAt, known_path};
use super::literal::LiteralPolicy;
use super::setting::Setting;
use crate::args::{Attempts, Backoff, Jitter, RetryArgs, Strategy};
use crate::target::Facts;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Path;
use syn::spanned::Spanned as _;

/// The policy as a chain of `PolicyBuilder` calls.
pub(crate) struct PolicyPlan {
    /// `policy = ..`; the crate's default policy if absent.
    pub(crate) base: Option<Setting>,
    /// The backoff is the user's own, written here.
    pub(super) custom: bool,
    /// The backoff may be the user's own, and then wants to learn how calls end.
    pub(crate) learns: bool,
    /// Calls on the builder, in order: `(method, argument)`. None where all is literals.
    pub(crate) steps: Vec<(Ident, Setting)>,
    /// The latest moment at which a part of it becomes known.
    pub(crate) known: KnownAt,
    /// Where the value stands that building it may fail for: the first that is no literal.
    pub(crate) unchecked: Option<Span>,
    /// The same as finished numbers, where all of it is literals.
    pub(crate) literal: Option<LiteralPolicy>,
}

impl PolicyPlan {
    pub(super) fn new(args: &RetryArgs, krate: &Path, facts: &Facts) -> Self {
        match LiteralPolicy::new(args) {
            Some(literal) => Self::finished(literal),
            None => Self::chain(args, krate, facts),
        }
    }

    fn finished(literal: LiteralPolicy) -> Self {
        Self {
            base: None,
            custom: false,
            learns: false,
            steps: Vec::new(),
            known: KnownAt::Item,
            unchecked: None,
            literal: Some(literal),
        }
    }

    fn chain(args: &RetryArgs, krate: &Path, facts: &Facts) -> Self {
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
        let delays = [
            &args.initial_delay,
            &args.max_delay,
            &args.min_delay,
            &args.increment,
            &args.throttled_delay,
            &args.max_retry_after,
        ];
        for delay in delays {
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
        if let Some((name, ceiling)) = args.config_max_attempts.get() {
            step(name, Setting::count(ceiling, facts));
        }
        if let Some((name, ceiling)) = args.config_max_delay.get() {
            step(name, Setting::duration(ceiling, facts));
        }
        let custom = matches!(
            args.backoff.value(),
            Some(Backoff::Custom(_) | Backoff::Value(_))
        );
        let parts = || base.iter().chain(steps.iter().map(|(_, setting)| setting));
        let values = steps.iter().map(|(_, setting)| setting).chain(&base);
        Self {
            known: parts()
                .map(|setting| setting.known)
                .max()
                .unwrap_or(KnownAt::Item),
            unchecked: values.into_iter().find_map(|setting| setting.unchecked),
            learns: custom || base.is_some(),
            literal: None,
            base,
            custom,
            steps,
        }
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
        Backoff::Schedule(delays, span) => {
            let span = span.resolved_at(Span::mixed_site());
            let delays = delays.iter().map(|delay| Setting::duration(delay, facts));
            let unchecked = delays.clone().find_map(|delay| delay.unchecked);
            let (known, delays): (Vec<KnownAt>, Vec<TokenStream>) =
                delays.map(|delay| (delay.known, delay.value)).unzip();
            Setting {
                // An inline const: only that is sure to be promoted to a static.
                value: quote_spanned! {span=>
                    #krate::__private::Strategy::Schedule(&const { [#(#delays),*] })
                },
                known: known.into_iter().max().unwrap_or(KnownAt::Item),
                unchecked,
            }
        }
        Backoff::Value(expr) => Setting::expr(expr, facts),
        Backoff::Custom(path) => {
            let span = path.span().resolved_at(Span::mixed_site());
            Setting {
                value: quote_spanned!(span=> #krate::__private::Strategy::Custom(&#path)),
                known: known_path(path, facts),
                unchecked: None,
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
            // A constant is a fraction: in a `const` there is no trait to ask.
            if fraction.known == KnownAt::Entry {
                return Setting {
                    value: quote_spanned!(span=> #krate::__private::IntoJitter::into_jitter(#value)),
                    known: KnownAt::Entry,
                    unchecked: fraction.unchecked,
                };
            }
            return Setting {
                value: quote_spanned!(span=> #krate::__private::Jitter::fraction(#value)),
                known: fraction.known,
                unchecked: fraction.unchecked,
            };
        }
    };
    Setting::item(quote_spanned!(span=> #krate::__private::Jitter::#kind))
}

#[cfg(test)]
mod tests {
    use super::PolicyPlan;
    use crate::args::RetryArgs;
    use crate::plan::krate;
    use crate::plan::tests::facts;

    /// The calls as `method(argument) KnownAt`.
    fn steps(attribute: &str) -> Vec<String> {
        let args = RetryArgs::parse(attribute.parse().unwrap());
        let chain = PolicyPlan::chain(&args, &krate(&args), &facts());
        let steps = chain.steps.into_iter().map(|(method, setting)| {
            let value = setting.value.to_string().replace(' ', "");
            format!("{method}({value}) {:?}", setting.known)
        });
        steps.collect()
    }

    #[test]
    fn calls_come_in_the_order_of_the_policy() {
        let attribute = r#"
            attempt_timeout = "1ms", max_elapsed = "1m", max_attempts = 4, jitter = 0.5,
            factor = 3, max_delay = "2s", initial_delay = "1.5s", backoff = "exponential",
        "#;
        assert_eq!(
            steps(attribute),
            [
                "backoff(::reattempt::__private::Strategy::Exponential) Item",
                "initial_delay(::core::time::Duration::new(1u64,500000000u32)) Item",
                "max_delay(::core::time::Duration::new(2u64,0u32)) Item",
                "factor(3.0) Item",
                "jitter(::reattempt::__private::Jitter::fraction(0.5)) Item",
                "max_attempts(4) Item",
                "max_elapsed(::core::time::Duration::new(60u64,0u32)) Item",
            ]
        );
    }

    #[test]
    fn the_floor_the_growth_the_delay_after_a_throttle_and_the_longest_hint() {
        let attribute = r#"
            max_retry_after = "5m", throttled_delay = self.wait, increment = WAIT, min_delay = "1ms", initial_delay = "1s",
            backoff = "linear",
        "#;
        assert_eq!(
            steps(attribute)[1..],
            [
                "initial_delay(::core::time::Duration::new(1u64,0u32)) Item",
                "min_delay(::core::time::Duration::new(0u64,1000000u32)) Item",
                "increment(WAIT) Item",
                "throttled_delay(self.wait) Entry",
                "max_retry_after(::core::time::Duration::new(300u64,0u32)) Item",
            ]
        );
    }

    #[test]
    fn words() {
        assert_eq!(steps("max_attempts = unlimited"), ["unlimited() Item"]);
        for (word, variant) in [("equal", "Equal"), ("full", "Full"), ("none", "None")] {
            let path = "::reattempt::__private::Jitter";
            assert_eq!(
                steps(&format!("jitter = \"{word}\"")),
                [format!("jitter({path}::{variant}) Item")]
            );
        }
        for (word, variant) in [
            ("fixed", "Fixed"),
            ("linear", "Linear"),
            ("fibonacci", "Fibonacci"),
            ("decorrelated", "Decorrelated"),
        ] {
            let path = "crate::x::__private::Strategy";
            assert_eq!(
                steps(&format!("backoff = \"{word}\", crate = crate::x")),
                [format!("backoff({path}::{variant}) Item")]
            );
        }
    }

    #[test]
    fn lists_and_statics() {
        let path = "::reattempt::__private::Strategy";
        let second = "::core::time::Duration::new(1u64,0u32)";
        for (value, step) in [
            ("[\"1s\"]", format!("Schedule(&const{{[{second}]}})) Item")),
            (
                "[\"1s\", WAIT]",
                format!("Schedule(&const{{[{second},WAIT]}})) Item"),
            ),
            (
                "[Self::WAIT, WAIT]",
                "Schedule(&const{[Self::WAIT,WAIT]})) Inline".to_owned(),
            ),
            ("net::BACKOFF", "Custom(&net::BACKOFF)) Item".to_owned()),
            ("Self::BACKOFF", "Custom(&Self::BACKOFF)) Inline".to_owned()),
        ] {
            assert_eq!(
                steps(&format!("backoff = {value}")),
                [format!("backoff({path}::{step}")]
            );
        }
    }
}

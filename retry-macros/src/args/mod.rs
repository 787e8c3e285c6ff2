//! What was written: every option with its span, every value checked by itself.
//!
//! In: the tokens between the parentheses of `#[retry(..)]`. Out: [`RetryArgs`], which keeps all
//! errors: reading goes on behind each of them.

mod arg;
mod backoff;
mod duration;
mod extent;
mod foreign_names;
#[cfg(test)]
mod fuzz_tests;
mod hooks;
mod jitter;
mod lists;
mod names;
mod numbers;
mod options;
mod paths;
mod patterns;
mod rule_words;
mod syntax;
mod values;
mod words;

use crate::diagnostics::Errors;
use core::time::Duration;
use proc_macro2::{Ident, TokenStream};
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, LitStr, Path};

pub(crate) use arg::Arg;
pub(crate) use backoff::{Backoff, Strategy};
pub(crate) use duration::show;
pub(crate) use extent::{ends, value_tokens};
pub(crate) use foreign_names::ENDLESS;
pub(crate) use hooks::asynchronous;
pub(crate) use jitter::Jitter;
pub(crate) use names::shown;
pub(crate) use numbers::Attempts;
use options::{At, RetryOption};
pub(crate) use paths::{Place, krate};
pub(crate) use patterns::ErrorPattern;
pub(crate) use values::{Value, expr, refuse};
pub(crate) use words::Nested;

/// The names of all options.
#[cfg(test)]
pub(crate) fn option_names() -> impl Iterator<Item = &'static str> {
    options::OPTIONS.iter().map(|option| option.name)
}

/// The words of `jitter`.
#[cfg(test)]
pub(crate) use jitter::KINDS as JITTER_KINDS;

/// The options of one attribute.
#[derive(Default)]
pub(crate) struct RetryArgs {
    pub(crate) max_attempts: Arg<Attempts>,
    pub(crate) backoff: Arg<Backoff>,
    pub(crate) initial_delay: Arg<Value<Duration>>,
    pub(crate) max_delay: Arg<Value<Duration>>,
    pub(crate) min_delay: Arg<Value<Duration>>,
    pub(crate) factor: Arg<Value<f64>>,
    pub(crate) increment: Arg<Value<Duration>>,
    pub(crate) throttled_delay: Arg<Value<Duration>>,
    pub(crate) max_retry_after: Arg<Value<Duration>>,
    pub(crate) jitter: Arg<Jitter>,
    pub(crate) max_elapsed: Arg<Value<Duration>>,
    pub(crate) config_max_attempts: Arg<Value<u32>>,
    pub(crate) config_max_delay: Arg<Value<Duration>>,
    pub(crate) attempt_timeout: Arg<Value<Duration>>,
    pub(crate) on: Arg<Vec<ErrorPattern>>,
    pub(crate) except: Arg<Vec<ErrorPattern>>,
    pub(crate) also: Arg<Vec<ErrorPattern>>,
    pub(crate) when: Arg<Expr>,
    pub(crate) until: Arg<Expr>,
    pub(crate) retry_after: Arg<Expr>,
    pub(crate) idempotent: Arg<bool>,
    pub(crate) on_event: Arg<Expr>,
    pub(crate) span: Arg<()>,
    pub(crate) attempt: Arg<Ident>,
    pub(crate) clone: Arg<Vec<Ident>>,
    pub(crate) policy: Arg<Expr>,
    pub(crate) name: Arg<LitStr>,
    pub(crate) label: Arg<Expr>,
    /// `None` inside: the bare word, a budget of the function's own.
    pub(crate) budget: Arg<Option<Place>>,
    pub(crate) breaker: Arg<Place>,
    pub(crate) nested: Arg<Nested>,
    pub(crate) sleep: Arg<Expr>,
    pub(crate) krate: Arg<Path>,
    /// A name that is no option was written, so an option that is absent may be meant.
    unknown: bool,
    pub(crate) errors: Errors,
}

impl RetryArgs {
    pub(crate) fn parse(tokens: TokenStream) -> Self {
        let mut args = Self::default();
        let mut errors = Errors::default();
        let parser = |input: ParseStream<'_>| {
            args.read(input, &mut errors);
            Ok(())
        };
        if let Err(error) = parser.parse2(tokens) {
            errors.push(error);
        }
        Self { errors, ..args }
    }

    /// Whether an option that is absent has the value of the crate's default policy.
    pub(crate) fn defaults_hold(&self) -> bool {
        self.policy.is_absent() && !self.unknown
    }

    /// Whether a name was written that is no option, so that one which is absent may be meant.
    pub(crate) fn has_unknown(&self) -> bool {
        self.unknown
    }

    fn read(&mut self, input: ParseStream<'_>, errors: &mut Errors) {
        while !input.is_empty() {
            let option = syntax::name(input).and_then(|name| self.option(&name, input, errors));
            let broken = errors.keep(option).is_none();
            errors.keep(syntax::separator(input, broken));
        }
    }

    fn option(
        &mut self,
        name: &Ident,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let Some(option) = RetryOption::named(&name.to_string()) else {
            self.unknown = true;
            return Err(syntax::unknown(name, input));
        };
        let at = At {
            name,
            input,
            errors,
        };
        option.read(self, at)
    }
}

#[cfg(test)]
mod tests {
    use super::RetryArgs;

    /// The errors of one attribute, without the rules across options.
    pub(super) fn errors(attribute: &str) -> Vec<String> {
        let args = RetryArgs::parse(attribute.parse().unwrap());
        let errors = args.errors.finish().err().into_iter().flatten();
        errors.map(|error| error.to_string()).collect()
    }

    #[test]
    fn every_option_is_read() {
        let attribute = r#"
            max_attempts = 5, backoff = "linear", initial_delay = "1s", max_delay = "1m",
            min_delay = "1ms", factor = 2, increment = WAIT, throttled_delay = "5s", max_retry_after = "5m", jitter = 0.5, max_elapsed = "5m", attempt_timeout = "5s",
            config_max_attempts = 10, config_max_delay = "5m",
            on = [Io, Http { status: 500..=599 }], except = [FetchError::NotFound(_)],
            when = |error| error.is_odd(), until = Page::is_whole, retry_after = |error| None,
            idempotent = false, on_event = |event| {}, span, attempt = attempt, clone = [page],
            policy = POLICY, name = "fetch", budget = BUDGET, breaker = BREAKER,
            nested = "bounded", sleep = async |delay| wait(delay).await, crate = ::reattempt,
        "#;
        assert_eq!(errors(attribute), [""; 0]);
    }

    #[test]
    fn nothing_is_needed() {
        assert_eq!(errors(""), [""; 0]);
        assert_eq!(errors("budget"), [""; 0]);
        assert_eq!(errors("span"), [""; 0]);
    }

    #[test]
    fn all_errors_are_reported_in_order() {
        assert_eq!(
            errors(r#"max_atempts = 3, factor = 0, jitter: 25, backoff = "expo" name = """#),
            [
                "there is no option `max_atempts`; write `max_attempts`",
                "`factor` must be at least 1: each delay is the one before multiplied by it, and \
                 delays never shrink; write `factor = 1`, or `backoff = \"fixed\"` for equal delays",
                "expected `=` after `jitter`; write `jitter = 25`",
                "`jitter` must be at most 1: it is the part of a delay to add or take away; write \
                 `jitter = 0.25`",
                "there is no strategy `\"expo\"`; write `backoff = \"exponential\"`",
                "expected a comma before `name`: options are separated by commas; write `, name = \
                 ..`",
                "`name` cannot be empty: logs and metrics need it to tell functions apart; leave it out, or \
                 write `name = \"fetch\"`",
            ]
        );
    }

    #[test]
    fn the_second_value_is_refused_and_still_checked() {
        assert_eq!(
            errors("factor = 2, factor = 0.5"),
            [
                "`factor` is written twice: an option has one value; remove one",
                "`factor` must be at least 1: each delay is the one before multiplied by it, and \
                 delays never shrink; write `factor = 1`, or `backoff = \"fixed\"` for equal delays",
            ]
        );
        assert_eq!(
            errors("budget, budget"),
            ["`budget` is written twice: an option has one value; remove one"]
        );
    }
}

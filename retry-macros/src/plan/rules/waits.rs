//! Rules about the waits: their order, and options the strategy cannot use.

use crate::args::{Arg, Attempts, Backoff, RetryArgs, Strategy, Value, show};
use crate::diagnostics::Errors;
use crate::plan::Facts;
use crate::plan::setting::{Known, known};
use core::time::Duration;
use proc_macro2::Span;
use syn::Error;

/// What the crate's default policy says.
struct Default {
    delay: Duration,
    text: &'static str,
}

const INITIAL_DELAY: Default = Default {
    delay: Duration::from_secs(1),
    text: "1s",
};

const MAX_DELAY: Default = Default {
    delay: Duration::from_secs(60),
    text: "60s",
};

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    unused_options(args, errors);
    match args.backoff.value() {
        Some(Backoff::Schedule(waits, _)) => {
            schedule_within_cap(waits, args, errors);
            schedule_is_constant(waits, facts, errors);
        }
        Some(Backoff::Custom(_)) => {}
        Some(Backoff::Named(..)) | None => order(args, errors),
    }
    unlimited_without_wait(args, errors);
}

/// Options that the strategy would silently ignore.
fn unused_options(args: &RetryArgs, errors: &mut Errors) {
    let Some(backoff) = args.backoff.value() else {
        return;
    };
    if let Some(name) = args.factor.name() {
        let used = matches!(backoff, Backoff::Named(Strategy::Exponential, _));
        if !used {
            let strategy = described(backoff);
            errors.at(
                name,
                format_args!(
                    "`factor` has no effect with {strategy}: only exponential waits are \
                     multiplied; remove it, or write `backoff = \"exponential\"`"
                ),
            );
        }
    }
    if let Some(name) = args.initial_delay.name() {
        if !matches!(backoff, Backoff::Named(..)) {
            let strategy = described(backoff);
            errors.at(
                name,
                format_args!(
                    "`initial_delay` has no effect with {strategy}: it has its own first wait; \
                     remove it"
                ),
            );
        }
    }
    if let Some(name) = args.jitter.name() {
        if matches!(backoff, Backoff::Named(Strategy::Decorrelated, _)) {
            errors.at(
                name,
                "`jitter` has no effect with `backoff = \"decorrelated\"`: its waits are drawn at \
                 random already; remove it",
            );
        }
    }
}

fn described(backoff: &Backoff) -> String {
    match backoff {
        Backoff::Named(strategy, _) => format!("`backoff = \"{}\"`", strategy.name()),
        Backoff::Schedule(..) => "a list of waits".to_owned(),
        Backoff::Custom(_) => "a `backoff` of your own".to_owned(),
    }
}

/// `max_delay` is at least `initial_delay`, each as written or by default.
fn order(args: &RetryArgs, errors: &mut Errors) {
    let initial = Bound::new(&args.initial_delay, &INITIAL_DELAY, args);
    let max = Bound::new(&args.max_delay, &MAX_DELAY, args);
    let (Some(initial), Some(max)) = (initial, max) else {
        return;
    };
    if max.delay >= initial.delay {
        return;
    }
    let (first, cap) = (&initial.text, &max.text);
    let (at, message) = match (initial.written, max.written) {
        (Some(_), Some(at)) => (
            at,
            format!(
                "`max_delay` must be at least `initial_delay`: it caps every wait, the first one \
                 of {first} included; write `max_delay = \"{first}\"` or more"
            ),
        ),
        (Some(at), None) => (
            at,
            format!(
                "`initial_delay` must be at most `max_delay`: that caps every wait, at {cap} by \
                 default; write `max_delay = \"{first}\"` as well"
            ),
        ),
        (None, Some(at)) => (
            at,
            format!(
                "`max_delay` must be at least `initial_delay`: it caps every wait, and the first \
                 one is {first} by default; write `initial_delay = \"{cap}\"` as well"
            ),
        ),
        (None, None) => return,
    };
    errors.push(Error::new(at, message));
}

/// A duration that can be compared, because it is a literal or a default.
struct Bound {
    delay: Duration,
    text: String,
    /// Where it is written; `None` for a default.
    written: Option<Span>,
}

impl Bound {
    fn new(arg: &Arg<Value<Duration>>, default: &Default, args: &RetryArgs) -> Option<Self> {
        match arg.value() {
            Some(value) => value.literal().map(|delay| Self {
                delay,
                text: show(delay),
                written: Some(value.span()),
            }),
            None if arg.is_absent() && args.defaults_hold() => Some(Self {
                delay: default.delay,
                text: default.text.to_owned(),
                written: None,
            }),
            None => None,
        }
    }
}

/// No wait of a list is over `max_delay`, as written or by default.
fn schedule_within_cap(waits: &[Value<Duration>], args: &RetryArgs, errors: &mut Errors) {
    let Some(max) = Bound::new(&args.max_delay, &MAX_DELAY, args) else {
        return;
    };
    for wait in waits {
        let Some(delay) = wait.literal().filter(|delay| *delay > max.delay) else {
            continue;
        };
        let how = if max.written.is_some() {
            ""
        } else {
            " by default"
        };
        let message = format!(
            "a wait must be at most `max_delay`: that caps every wait, at {}{how}; write \
             `max_delay = \"{}\"` or more",
            max.text,
            show(delay)
        );
        errors.push(Error::new(wait.span(), message));
    }
}

/// The list lives in a static, so nothing in it may be known at run time only.
fn schedule_is_constant(waits: &[Value<Duration>], facts: &Facts, errors: &mut Errors) {
    for wait in waits {
        let Value::Expr(expr) = wait else { continue };
        if known(expr, facts) == Known::Entry {
            errors.at(
                expr,
                "a list of waits must be known at compile time; write a duration such as `\"1s\"`, \
                 a constant, or `const { .. }`",
            );
        }
    }
}

/// Unlimited attempts without a wait would call the other side as fast as the machine can.
fn unlimited_without_wait(args: &RetryArgs, errors: &mut Errors) {
    let Some(Attempts::Unlimited) = args.max_attempts.value() else {
        return;
    };
    let last = match args.backoff.value() {
        Some(Backoff::Schedule(waits, _)) => waits.last(),
        Some(Backoff::Custom(_)) => None,
        Some(Backoff::Named(..)) | None => args.initial_delay.value(),
    };
    for wait in [last, args.max_delay.value()].into_iter().flatten() {
        if wait.literal() == Some(Duration::ZERO) {
            errors.push(Error::new(
                wait.span(),
                "`max_attempts = unlimited` needs a wait: without one a failure is repeated as \
                 fast as the machine can; write at least `\"1ms\"`, or a number of attempts",
            ));
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::{errors, facts};

    fn refused(attribute: &str) -> Vec<String> {
        errors(attribute, &facts())
    }

    #[test]
    fn options_the_strategy_uses() {
        for attribute in [
            "factor = 2",
            "factor = 2, backoff = \"exponential\"",
            "factor = 2, policy = POLICY",
            "initial_delay = \"2s\", backoff = \"fixed\"",
            "max_delay = \"2s\", backoff = [\"1s\"]",
            "jitter = \"none\", backoff = BACKOFF",
        ] {
            assert_eq!(refused(attribute), [""; 0]);
        }
    }

    #[test]
    fn options_the_strategy_cannot_use() {
        let factor = |strategy| {
            format!(
                "`factor` has no effect with {strategy}: only exponential waits are multiplied; \
                 remove it, or write `backoff = \"exponential\"`"
            )
        };
        let initial = |strategy| {
            format!(
                "`initial_delay` has no effect with {strategy}: it has its own first wait; remove \
                 it"
            )
        };
        for (attribute, message) in [
            (
                "factor = 2, backoff = \"linear\"",
                factor("`backoff = \"linear\"`"),
            ),
            ("factor = 2, backoff = [\"1s\"]", factor("a list of waits")),
            (
                "factor = 2, backoff = OWN",
                factor("a `backoff` of your own"),
            ),
            (
                "initial_delay = \"1s\", backoff = [\"1s\"]",
                initial("a list of waits"),
            ),
            (
                "initial_delay = \"1s\", backoff = OWN",
                initial("a `backoff` of your own"),
            ),
            (
                "jitter = \"none\", backoff = \"decorrelated\"",
                "`jitter` has no effect with `backoff = \"decorrelated\"`: its waits are drawn at \
                 random already; remove it"
                    .to_owned(),
            ),
        ] {
            assert_eq!(refused(attribute), [message]);
        }
    }

    #[test]
    fn delays_in_order() {
        for attribute in [
            "initial_delay = \"1m\"",
            "max_delay = \"1s\"",
            "initial_delay = \"5s\", max_delay = \"5s\"",
            "initial_delay = \"2m\", max_delay = CAP",
            "initial_delay = WAIT, max_delay = \"1ms\"",
            "initial_delay = \"2m\", policy = POLICY",
            "max_delay = \"1ms\", policy = POLICY",
            "max_delay = \"1ms\", backoff = OWN",
        ] {
            assert_eq!(refused(attribute), [""; 0]);
        }
    }

    #[test]
    fn delays_out_of_order() {
        for (attribute, message) in [
            (
                "initial_delay = \"2m\", max_delay = \"90s\"",
                "`max_delay` must be at least `initial_delay`: it caps every wait, the first one \
                 of 2m included; write `max_delay = \"2m\"` or more",
            ),
            (
                "initial_delay = \"2m\"",
                "`initial_delay` must be at most `max_delay`: that caps every wait, at 60s by \
                 default; write `max_delay = \"2m\"` as well",
            ),
            (
                "max_delay = \"500ms\"",
                "`max_delay` must be at least `initial_delay`: it caps every wait, and the first \
                 one is 1s by default; write `initial_delay = \"500ms\"` as well",
            ),
            (
                "backoff = [\"1s\", \"2m\"]",
                "a wait must be at most `max_delay`: that caps every wait, at 60s by default; \
                 write `max_delay = \"2m\"` or more",
            ),
            (
                "backoff = [\"2s\"], max_delay = \"1s\"",
                "a wait must be at most `max_delay`: that caps every wait, at 1s; write \
                 `max_delay = \"2s\"` or more",
            ),
        ] {
            assert_eq!(refused(attribute), [message]);
        }
        // A value that could not be read has no order.
        assert_eq!(refused("initial_delay = \"2m\", max_delay = 5").len(), 1);
        assert_eq!(
            refused("max_delay = \"1ms\", base_delay = \"1ms\"").len(),
            1
        );
    }

    #[test]
    fn lists_are_constant() {
        assert_eq!(refused("backoff = [\"1s\", WAIT, const { W }]"), [""; 0]);
        assert_eq!(
            refused("backoff = [\"1s\", self.wait]"),
            [
                "a list of waits must be known at compile time; write a duration such as `\"1s\"`, \
                 a constant, or `const { .. }`"
            ]
        );
    }

    #[test]
    fn unlimited_waits() {
        for wait in ["", "initial_delay = \"1ms\"", "backoff = [\"0s\", \"1s\"]"] {
            assert_eq!(
                refused(&format!("max_attempts = unlimited, {wait}")),
                [""; 0]
            );
        }
        for wait in [
            "initial_delay = \"0s\"",
            "initial_delay = \"0s\", max_delay = \"0s\"",
            "backoff = [\"1s\", \"0s\"]",
            "policy = POLICY, max_delay = \"0s\"",
        ] {
            assert_eq!(
                refused(&format!("max_attempts = unlimited, {wait}")),
                [
                    "`max_attempts = unlimited` needs a wait: without one a failure is repeated as \
                     fast as the machine can; write at least `\"1ms\"`, or a number of attempts"
                ]
            );
        }
    }
}

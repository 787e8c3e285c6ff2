//! Rules about the strategy: options it cannot use, lists that must be constant, no delay at all.

use crate::args::{Arg, Attempts, Backoff, RetryArgs, Strategy, Value};
use crate::diagnostics::Errors;
use crate::plan::known::{KnownAt, known};
use crate::target::Facts;
use core::time::Duration;
use syn::Error;

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    unused_options(args, errors);
    if let Some(Backoff::Schedule(delays, _)) = args.backoff.value() {
        schedule_is_constant(delays, facts, errors);
    }
    unlimited_without_delay(args, errors);
}

/// Options that the strategy would silently ignore.
fn unused_options(args: &RetryArgs, errors: &mut Errors) {
    unused_increment(args, errors);
    let Some(backoff) = args.backoff.value() else {
        return;
    };
    if let Some(name) = args.factor.name() {
        let used = matches!(
            backoff,
            Backoff::Named(Strategy::Exponential, _) | Backoff::Value(_)
        );
        if !used {
            let strategy = described(backoff);
            errors.at(
                name,
                format_args!(
                    "`factor` has no effect with {strategy}: only exponential delays are \
                     multiplied; remove it, or write `backoff = \"exponential\"`"
                ),
            );
        }
    }
    if let Some(name) = args.initial_delay.name() {
        if !matches!(backoff, Backoff::Named(..) | Backoff::Value(_)) {
            let strategy = described(backoff);
            errors.at(
                name,
                format_args!(
                    "`initial_delay` has no effect with {strategy}: it has its own first delay; \
                     remove it"
                ),
            );
        }
    }
    if let Some(name) = args.jitter.name() {
        if matches!(backoff, Backoff::Named(Strategy::Decorrelated, _)) {
            errors.at(
                name,
                "`jitter` has no effect with `backoff = \"decorrelated\"`: its delays are drawn at \
                 random already; remove it",
            );
        }
    }
}

/// By default the delays are exponential.
fn unused_increment(args: &RetryArgs, errors: &mut Errors) {
    let Some(name) = args.increment.name() else {
        return;
    };
    let strategy = match args.backoff.value() {
        Some(Backoff::Named(Strategy::Linear, _) | Backoff::Value(_)) => return,
        Some(backoff) => described(backoff),
        None if args.backoff.is_absent() && args.defaults_hold() => {
            "`backoff = \"exponential\"`, the default".to_owned()
        }
        None => return,
    };
    errors.at(
        name,
        format_args!(
            "`increment` has no effect with {strategy}: only linear delays grow by addition; remove \
             it, or write `backoff = \"linear\"`"
        ),
    );
}

fn described(backoff: &Backoff) -> String {
    match backoff {
        Backoff::Named(strategy, _) => format!("`backoff = \"{}\"`", strategy.name()),
        Backoff::Schedule(..) => "a list of delays".to_owned(),
        Backoff::Custom(_) | Backoff::Value(_) => "a `backoff` of your own".to_owned(),
    }
}

/// The list lives in a static, so nothing in it may be known at run time only.
fn schedule_is_constant(delays: &[Value<Duration>], facts: &Facts, errors: &mut Errors) {
    for delay in delays {
        let Value::Expr(expr) = delay else { continue };
        if known(expr, facts) == KnownAt::Entry {
            errors.at(
                expr,
                "a list of delays must be known at compile time; write a duration such as `\"1s\"`, \
                 a constant, or `const { .. }`",
            );
        }
    }
}

/// Unlimited attempts without a delay would call the other side as fast as the machine can.
fn unlimited_without_delay(args: &RetryArgs, errors: &mut Errors) {
    let Some(Attempts::Unlimited) = args.max_attempts.value() else {
        return;
    };
    let is_more = |arg: &Arg<Value<Duration>>| {
        !arg.is_absent() && arg.value().and_then(Value::literal) != Some(Duration::ZERO)
    };
    if is_more(&args.min_delay) {
        return;
    }
    let last = match args.backoff.value() {
        _ if is_more(&args.increment) => None,
        Some(Backoff::Schedule(delays, _)) => delays.last(),
        Some(Backoff::Custom(_) | Backoff::Value(_)) => None,
        Some(Backoff::Named(..)) | None => args.initial_delay.value(),
    };
    for delay in [last, args.max_delay.value()].into_iter().flatten() {
        if delay.literal() == Some(Duration::ZERO) {
            errors.push(Error::new(
                delay.span(),
                "`max_attempts = unlimited` needs a delay: without one it would retry in a busy loop; write \
                 at least `\"1ms\"`, or a number of attempts",
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
            "increment = \"0s\", backoff = \"linear\"",
            "increment = WAIT, policy = POLICY",
            "throttled_delay = \"5s\", backoff = [\"1s\"]",
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
                "`factor` has no effect with {strategy}: only exponential delays are multiplied; \
                 remove it, or write `backoff = \"exponential\"`"
            )
        };
        let initial = |strategy| {
            format!(
                "`initial_delay` has no effect with {strategy}: it has its own first delay; remove \
                 it"
            )
        };
        let increment = |strategy| {
            format!(
                "`increment` has no effect with {strategy}: only linear delays grow by addition; \
                 remove it, or write `backoff = \"linear\"`"
            )
        };
        for (attribute, message) in [
            (
                "factor = 2, backoff = \"linear\"",
                factor("`backoff = \"linear\"`"),
            ),
            ("factor = 2, backoff = [\"1s\"]", factor("a list of delays")),
            (
                "factor = 2, backoff = OWN",
                factor("a `backoff` of your own"),
            ),
            (
                "increment = \"1s\"",
                increment("`backoff = \"exponential\"`, the default"),
            ),
            (
                "increment = \"1s\", backoff = \"fixed\"",
                increment("`backoff = \"fixed\"`"),
            ),
            (
                "increment = \"1s\", backoff = [\"1s\"]",
                increment("a list of delays"),
            ),
            (
                "initial_delay = \"1s\", backoff = [\"1s\"]",
                initial("a list of delays"),
            ),
            (
                "initial_delay = \"1s\", backoff = OWN",
                initial("a `backoff` of your own"),
            ),
            (
                "jitter = \"none\", backoff = \"decorrelated\"",
                "`jitter` has no effect with `backoff = \"decorrelated\"`: its delays are drawn at \
                 random already; remove it"
                    .to_owned(),
            ),
        ] {
            assert_eq!(refused(attribute), [message]);
        }
    }

    #[test]
    fn lists_are_constant() {
        assert_eq!(refused("backoff = [\"1s\", WAIT, const { W }]"), [""; 0]);
        assert_eq!(
            refused("backoff = [\"1s\", self.delay]"),
            [
                "a list of delays must be known at compile time; write a duration such as `\"1s\"`, \
                 a constant, or `const { .. }`"
            ]
        );
    }

    #[test]
    fn unlimited_delays() {
        for delay in [
            "",
            "initial_delay = \"1ms\"",
            "backoff = [\"0s\", \"1s\"]",
            "initial_delay = \"0s\", min_delay = \"1ms\"",
            "initial_delay = \"0s\", backoff = \"linear\", increment = \"1s\"",
        ] {
            assert_eq!(
                refused(&format!("max_attempts = unlimited, {delay}")),
                [""; 0]
            );
        }
        for delay in [
            "initial_delay = \"0s\"",
            "initial_delay = \"0s\", max_delay = \"0s\"",
            "backoff = [\"1s\", \"0s\"]",
            "policy = POLICY, max_delay = \"0s\"",
        ] {
            assert_eq!(
                refused(&format!("max_attempts = unlimited, {delay}")),
                [
                    "`max_attempts = unlimited` needs a delay: without one it would retry in a busy loop; \
                     write at least `\"1ms\"`, or a number of attempts"
                ]
            );
        }
    }
}

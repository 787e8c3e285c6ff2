//! Rules about the waits: their order, and options the strategy cannot use.

use crate::args::{Arg, Attempts, Backoff, RetryArgs, Strategy, Value, show};
use crate::diagnostics::Errors;
use crate::plan::Facts;
use crate::plan::setting::{Known, known};
use core::time::Duration;
use syn::Error;

/// What the crate's default policy says.
const INITIAL_DELAY: Duration = Duration::from_secs(1);
const MAX_DELAY: Duration = Duration::from_secs(60);

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
    let (initial, max) = (&args.initial_delay, &args.max_delay);
    let by_default = |broken| broken && args.defaults_hold();
    match (literal(initial), literal(max)) {
        (Some((initial, _)), Some((max, at))) if max < initial => {
            let initial = show(initial);
            errors.push(Error::new(
                at.span(),
                format_args!(
                    "`max_delay` must be at least `initial_delay`: it caps every wait, the first \
                     one of {initial} included; write `max_delay = \"{initial}\"` or more"
                ),
            ));
        }
        (Some((delay, at)), None) if max.is_absent() && by_default(delay > MAX_DELAY) => {
            let (delay, max) = (show(delay), show(MAX_DELAY));
            errors.push(Error::new(
                at.span(),
                format_args!(
                    "`initial_delay` is over `max_delay`, which is {max} where it is not written \
                     and caps every wait; add `max_delay = \"{delay}\"` or more"
                ),
            ));
        }
        (None, Some((delay, at))) if initial.is_absent() && by_default(delay < INITIAL_DELAY) => {
            let (delay, initial) = (show(delay), show(INITIAL_DELAY));
            errors.push(Error::new(
                at.span(),
                format_args!(
                    "`max_delay` is under `initial_delay`, which is {initial} where it is not \
                     written; add `initial_delay = \"{delay}\"` or less"
                ),
            ));
        }
        _ => {}
    }
}

/// The value of a duration that is a literal, and the value itself to point at.
fn literal(delay: &Arg<Value<Duration>>) -> Option<(Duration, &Value<Duration>)> {
    let delay = delay.value()?;
    delay.literal().map(|value| (value, delay))
}

/// No wait of a list is over `max_delay`, as written or by default.
fn schedule_within_cap(waits: &[Value<Duration>], args: &RetryArgs, errors: &mut Errors) {
    let max = match literal(&args.max_delay) {
        Some((max, _)) => max,
        None if args.max_delay.is_absent() && args.defaults_hold() => MAX_DELAY,
        None => return,
    };
    for wait in waits {
        if let Some(delay) = wait.literal().filter(|delay| *delay > max) {
            let message = format!(
                "this wait is over `max_delay`, which is {} and caps every wait; write \
                 `max_delay = \"{}\"` or more",
                show(max),
                show(delay)
            );
            errors.push(Error::new(wait.span(), message));
        }
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

//! The order of the delays: no delay is over `max_delay`, and which of them `min_delay` is.

use super::defaults;
use crate::args::{Arg, Backoff, RetryArgs, Value, show, shown};
use crate::diagnostics::Errors;
use core::time::Duration;
use proc_macro2::Span;
use quote::ToTokens as _;
use syn::Error;

/// What the crate's default policy says.
struct Fallback {
    delay: Duration,
    text: &'static str,
}

const INITIAL_DELAY: Fallback = Fallback {
    delay: defaults::INITIAL_DELAY,
    text: "1s",
};

const MAX_DELAY: Fallback = Fallback {
    delay: defaults::MAX_DELAY,
    text: "60s",
};

pub(super) fn check(args: &RetryArgs, errors: &mut Errors) {
    match args.backoff.value() {
        Some(Backoff::Schedule(delays, _)) => schedule_within_cap(delays, args, errors),
        Some(Backoff::Custom(_) | Backoff::Value(_)) => {}
        // Unreadable: it may have been meant as a list, which has a first delay of its own.
        None if !args.backoff.is_absent() => {}
        Some(Backoff::Named(..)) | None => {
            first_within_cap(args, errors);
            lone_min_delay(args, errors);
        }
    }
    floor_within_cap(args, errors);
}

/// Elsewhere `min_delay` is the first delay, so by itself it may mean either.
fn lone_min_delay(args: &RetryArgs, errors: &mut Errors) {
    if !args.initial_delay.is_absent() || !args.defaults_hold() {
        return;
    }
    if let Some((name, floor)) = args.min_delay.get() {
        let text = match floor {
            Value::Literal { value, .. } => format!("\"{}\"", show(*value)),
            Value::Expr(expr) => shown(&expr.to_token_stream()).unwrap_or_else(|| "..".to_owned()),
        };
        let message = format!(
            "`min_delay` needs `initial_delay` beside it: here it is the lower limit of all delays, in other \
             libraries the first delay; write `initial_delay = {text}` if the first delay is meant, \
             else `min_delay = {text}, initial_delay = \"{}\"`",
            INITIAL_DELAY.text
        );
        errors.at(name, message);
    }
}

/// `min_delay` is at most `max_delay`, as written or by default.
fn floor_within_cap(args: &RetryArgs, errors: &mut Errors) {
    let floor = args.min_delay.value();
    let Some((floor, at)) = floor.and_then(|floor| Some((floor.literal()?, floor.span()))) else {
        return;
    };
    let Some(max) = Bound::new(&args.max_delay, &MAX_DELAY, args) else {
        return;
    };
    if floor <= max.delay {
        return;
    }
    let (how, write) = match max.written {
        Some(_) => ("", "or more"),
        None => (" by default", "as well"),
    };
    let message = format!(
        "`min_delay` must be at most `max_delay`: that caps every delay, at {}{how}; write \
         `max_delay = \"{}\"` {write}",
        max.text,
        show(floor)
    );
    errors.push(Error::new(at, message));
}

/// `max_delay` is at least `initial_delay`, each as written or by default.
fn first_within_cap(args: &RetryArgs, errors: &mut Errors) {
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
                "`max_delay` must be at least `initial_delay`: it caps every delay, the first one \
                 of {first} included; write `max_delay = \"{first}\"` or more"
            ),
        ),
        (Some(at), None) => (
            at,
            format!(
                "`initial_delay` must be at most `max_delay`: that caps every delay, at {cap} by \
                 default; write `max_delay = \"{first}\"` as well"
            ),
        ),
        (None, Some(at)) => (
            at,
            format!(
                "`max_delay` must be at least `initial_delay`: it caps every delay, and the first \
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
    fn new(arg: &Arg<Value<Duration>>, default: &Fallback, args: &RetryArgs) -> Option<Self> {
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

/// No delay of a list is over `max_delay`, as written or by default.
fn schedule_within_cap(delays: &[Value<Duration>], args: &RetryArgs, errors: &mut Errors) {
    let Some(max) = Bound::new(&args.max_delay, &MAX_DELAY, args) else {
        return;
    };
    for written in delays {
        let Some(delay) = written.literal().filter(|delay| *delay > max.delay) else {
            continue;
        };
        let how = if max.written.is_some() {
            ""
        } else {
            " by default"
        };
        let message = format!(
            "a delay must be at most `max_delay`: that caps every delay, at {}{how}; write \
             `max_delay = \"{}\"` or more",
            max.text,
            show(delay)
        );
        errors.push(Error::new(written.span(), message));
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::{errors, facts};

    fn refused(attribute: &str) -> Vec<String> {
        errors(attribute, &facts())
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
            "min_delay = \"5s\", initial_delay = \"1s\"",
            "min_delay = \"60s\", backoff = [\"1s\"]",
            "min_delay = \"2m\", policy = POLICY",
            "min_delay = \"2m\", initial_delay = \"1s\", max_delay = CAP",
        ] {
            assert_eq!(refused(attribute), [""; 0]);
        }
    }

    #[test]
    fn delays_out_of_order() {
        for (attribute, message) in [
            (
                "initial_delay = \"2m\", max_delay = \"90s\"",
                "`max_delay` must be at least `initial_delay`: it caps every delay, the first one \
                 of 2m included; write `max_delay = \"2m\"` or more",
            ),
            (
                "initial_delay = \"2m\"",
                "`initial_delay` must be at most `max_delay`: that caps every delay, at 60s by \
                 default; write `max_delay = \"2m\"` as well",
            ),
            (
                "max_delay = \"500ms\"",
                "`max_delay` must be at least `initial_delay`: it caps every delay, and the first \
                 one is 1s by default; write `initial_delay = \"500ms\"` as well",
            ),
            (
                "backoff = [\"1s\", \"2m\"]",
                "a delay must be at most `max_delay`: that caps every delay, at 60s by default; \
                 write `max_delay = \"2m\"` or more",
            ),
            (
                "backoff = [\"2s\"], max_delay = \"1s\"",
                "a delay must be at most `max_delay`: that caps every delay, at 1s; write \
                 `max_delay = \"2s\"` or more",
            ),
        ] {
            assert_eq!(refused(attribute), [message]);
        }
        for (attribute, message) in [
            (
                "min_delay = \"2m\", initial_delay = \"1s\"",
                "`min_delay` must be at most `max_delay`: that caps every delay, at 60s by default; \
                 write `max_delay = \"2m\"` as well",
            ),
            (
                "min_delay = \"6s\", initial_delay = \"1s\", max_delay = \"5s\"",
                "`min_delay` must be at most `max_delay`: that caps every delay, at 5s; write \
                 `max_delay = \"6s\"` or more",
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
    fn a_lone_min_delay_may_mean_the_first_delay() {
        for (value, text) in [
            ("\"100ms\"", "\"100ms\""),
            ("WAIT", "WAIT"),
            ("self.delay", ".."),
        ] {
            assert_eq!(
                refused(&format!("min_delay = {value}")),
                [format!(
                    "`min_delay` needs `initial_delay` beside it: here it is the lower limit of all delays, \
                     in other libraries the first delay; write `initial_delay = {text}` if the first \
                     delay is meant, else `min_delay = {text}, initial_delay = \"1s\"`"
                )]
            );
        }
    }
}

//! Rules across options, and between options and the function.
//!
//! In: what was written and the facts about the function. Out: an error for each rule that is
//! broken. A rule says nothing where a value could not be read: that error is known already.

mod bare;
pub(super) mod defaults;
mod errors;
mod function;
mod order;
mod strategy;

use super::selection;
use crate::args::{Nested, RetryArgs};
use crate::diagnostics::Errors;
use crate::target::Facts;

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    lone_max_elapsed(args, errors);
    bounded_without_end(args, errors);
    repeated_success(args, errors);
    strategy::check(args, facts, errors);
    order::check(args, errors);
    selection::check(args.on.value(), args.except.value(), errors);
    errors::check(args, facts, errors);
    function::check(args, facts, errors);
    if !cfg!(feature = "std") {
        bare::check(args, errors);
    }
}

/// Inner calls are bounded by a time only if there is one.
fn bounded_without_end(args: &RetryArgs, errors: &mut Errors) {
    let bounded = matches!(args.nested.value(), Some(Nested::Bounded));
    if bounded && args.max_elapsed.is_absent() && args.defaults_hold() {
        if let Some(name) = args.nested.name() {
            let message = "`nested = \"bounded\"` needs `max_elapsed`: it is the time limit of the inner calls; write `max_elapsed = \"30s\"` beside it";
            errors.at(name, message);
        }
    }
}

/// A value that is there means that the call took effect.
fn repeated_success(args: &RetryArgs, errors: &mut Errors) {
    if let (Some((name, false)), Some(until)) = (args.idempotent.get(), args.until.name()) {
        let message = format!(
            "`until` retries a call that succeeded, and `{name} = false` says that it must not be; \
             remove one of the two"
        );
        errors.at(until, message);
    }
}

/// One bound never silently adds or removes another.
fn lone_max_elapsed(args: &RetryArgs, errors: &mut Errors) {
    if !args.max_attempts.is_absent() || !args.defaults_hold() {
        return;
    }
    if let Some(name) = args.max_elapsed.name() {
        let message = "`max_elapsed` needs `max_attempts` beside it: without it the call would still end after 3 attempts; write `max_attempts = unlimited` to limit only the time, or a number to limit both";
        errors.at(name, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::{errors, facts};

    #[test]
    fn one_bound_needs_the_other() {
        assert_eq!(
            errors("max_elapsed = \"5s\"", &facts()),
            [
                "`max_elapsed` needs `max_attempts` beside it: without it the call would still end after 3 \
                 attempts; write `max_attempts = unlimited` to limit only the time, or a number to limit both"
            ]
        );
        for beside in [
            "max_attempts = 9",
            "max_attempts = unlimited",
            "policy = POLICY",
        ] {
            let attribute = format!("max_elapsed = \"5s\", {beside}");
            assert_eq!(errors(&attribute, &facts()), [""; 0]);
        }
        // What is written, but wrong, is not missing.
        for beside in ["max_attempts = 0", "max_retries = 3"] {
            let attribute = format!("max_elapsed = \"5s\", {beside}");
            assert_eq!(errors(&attribute, &facts()).len(), 1);
        }
    }

    #[test]
    fn inner_calls_are_bounded_by_a_time() {
        assert_eq!(
            errors("nested = \"bounded\"", &facts()),
            [
                "`nested = \"bounded\"` needs `max_elapsed`: it is the time limit of the inner calls; write \
                 `max_elapsed = \"30s\"` beside it"
            ]
        );
        for attribute in [
            "nested = \"suppress\"",
            "nested = \"bounded\", policy = POLICY",
            "nested = \"bounded\", max_attempts = 3, max_elapsed = \"5s\"",
        ] {
            assert_eq!(errors(attribute, &facts()), [""; 0]);
        }
    }

    #[test]
    fn a_success_is_not_repeated_where_it_must_not_be() {
        let until = "until = |value| *value, ";
        assert_eq!(
            errors(&format!("{until}idempotent = false"), &facts()),
            [
                "`until` retries a call that succeeded, and `idempotent = false` says that it must \
                 not be; remove one of the two"
            ]
        );
        assert_eq!(
            errors(&format!("{until}idempotent = true"), &facts()),
            [""; 0]
        );
    }
}

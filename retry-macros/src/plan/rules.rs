//! Rules across options, and between options and the function.
//!
//! In: what was written and the facts about the function. Out: an error for each rule that is
//! broken. A rule says nothing where a value could not be read: that error is known already.

mod function;
mod order;
mod strategy;

use super::{Facts, selection};
use crate::args::{RetryArgs, UNAVAILABLE};
use crate::diagnostics::Errors;

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    unavailable(args, errors);
    lone_max_elapsed(args, errors);
    strategy::check(args, facts, errors);
    order::check(args, errors);
    selection::check(args.on.value(), args.except.value(), errors);
    function::check(args, facts, errors);
}

/// Options that are read, so that their own mistakes show, but that nothing acts on yet.
fn unavailable(args: &RetryArgs, errors: &mut Errors) {
    let written = [
        args.idempotent.name(),
        args.budget.name(),
        args.breaker.name(),
        args.nested.name(),
    ];
    for name in written.into_iter().flatten() {
        let Some((_, instead)) = UNAVAILABLE.iter().find(|(option, _)| name == option) else {
            continue;
        };
        let message = format!("`{name}` is not available in this version of reattempt; {instead}");
        errors.at(name, message);
    }
}

/// One bound never silently adds or removes another.
fn lone_max_elapsed(args: &RetryArgs, errors: &mut Errors) {
    if !args.max_attempts.is_absent() || !args.defaults_hold() {
        return;
    }
    if let Some(name) = args.max_elapsed.name() {
        let message = "`max_elapsed` needs `max_attempts` beside it: without it the call would \
                       still end after 3 attempts; write `max_attempts = unlimited` to be bound by \
                       time alone, or a number to be bound by both";
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
                "`max_elapsed` needs `max_attempts` beside it: without it the call would still end \
                 after 3 attempts; write `max_attempts = unlimited` to be bound by time alone, or \
                 a number to be bound by both"
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
    fn options_of_later_versions() {
        for (attribute, name, instead) in [
            (
                "idempotent = false",
                "idempotent",
                "list the errors that are safe to repeat in `on = [..]`",
            ),
            (
                "budget",
                "budget",
                "bound what a call adds with `max_attempts` and `max_elapsed`",
            ),
            (
                "breaker = BREAKER",
                "breaker",
                "bound what a call adds with `max_attempts` and `max_elapsed`",
            ),
            (
                "nested = \"suppress\"",
                "nested",
                "write `max_attempts = 1` on one of the two functions",
            ),
        ] {
            let message =
                format!("`{name}` is not available in this version of reattempt; {instead}");
            assert_eq!(errors(attribute, &facts()), [message]);
        }
    }
}

//! What cannot be done without the standard library.

use proc_macro2::{Ident, Span};
use syn::Error;

use crate::args::{Nested, RetryArgs};
use crate::diagnostics::Errors;

/// Without `std` there is no clock, no heap and no thread, and nothing to wait by.
pub(super) fn check(args: &RetryArgs, errors: &mut Errors) {
    if args.sleep.is_absent() {
        errors.push(Error::new(
            Span::call_site(),
            "without the feature `std` of `reattempt` there is nothing to wait with; write `sleep = your_sleep`, a \
             function that waits for a `Duration`, or enable `std`",
        ));
    }
    let mut refuse = |name: Option<&Ident>, needed: &str, instead: &str| {
        if let Some(name) = name {
            let message = format!(
                "`{name}` needs {needed}, and without the feature `std` of `reattempt` there is none; {instead}, or \
                 enable `std`"
            );
            errors.at(name, message);
        }
    };
    refuse(
        args.max_elapsed.name(),
        "a clock",
        "limit the call by `max_attempts`",
    );
    refuse(
        args.breaker.name(),
        "a clock",
        "keep the state of the device yourself",
    );
    refuse(
        args.budget.name(),
        "a clock",
        "limit each call by `max_attempts`",
    );
    refuse(
        args.label.name(),
        "a heap",
        "show the instance in `on_event`",
    );
    if !matches!(args.nested.value(), Some(Nested::Allow)) {
        refuse(
            args.nested.name(),
            "a place for each thread",
            "limit the inner calls by `max_attempts`",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::args::RetryArgs;
    use crate::diagnostics::Errors;

    fn errors(attribute: &str) -> Vec<String> {
        let mut errors = Errors::default();
        check(&RetryArgs::parse(attribute.parse().unwrap()), &mut errors);
        let errors = errors.finish().err().into_iter().flatten();
        errors.map(|error| error.to_string()).collect()
    }

    #[test]
    fn a_function_waits_with_a_sleep_of_its_own() {
        assert_eq!(
            errors("sleep = wait, max_attempts = 5, until = a, span, nested = \"allow\""),
            [""; 0]
        );
        assert_eq!(
            errors("max_attempts = 5"),
            [
                "without the feature `std` of `reattempt` there is nothing to wait with; write `sleep = your_sleep`, a \
                 function that waits for a `Duration`, or enable `std`"
            ]
        );
    }

    #[test]
    fn what_needs_more_than_core_is_refused() {
        assert_eq!(
            errors("sleep = wait, max_attempts = 5, max_elapsed = \"5s\""),
            [
                "`max_elapsed` needs a clock, and without the feature `std` of `reattempt` there is none; limit the \
                 call by `max_attempts`, or enable `std`"
            ]
        );
        let all = "sleep = wait, max_elapsed = \"5s\", breaker = A, budget, label = 1, nested = \"suppress\"";
        assert_eq!(errors(all).len(), 5);
    }
}

//! Rules between the options about errors and the error type.

use crate::args::{ErrorPattern, RetryArgs};
use crate::diagnostics::Errors;
use crate::target::error_path::ErrorPath;
use crate::target::{Facts, Outcome};
use syn::Type;

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    if facts.outcome == Outcome::Option {
        without_errors(args, errors);
    }
    bare_names(args, facts, errors);
    also_beside_a_whole_list(args, errors);
    classless(args, facts, errors);
}

/// `Option<T>` has no errors to choose among.
fn without_errors(args: &RetryArgs, errors: &mut Errors) {
    let about_errors = [
        args.on.name(),
        args.except.name(),
        args.also.name(),
        args.when.name(),
        args.retry_after.name(),
        args.idempotent.name(),
    ];
    for name in about_errors.into_iter().flatten() {
        let message = format!(
            "`{name}` is about errors, and this function returns `Option`: every `None` is \
             retried; remove it, or return `Result`"
        );
        errors.at(name, message);
    }
}

/// A bare name in `on` or `except` needs an error type with variants that can be named.
fn bare_names(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    let ErrorPath::None(nameless) = &facts.error else {
        return;
    };
    let lists = [
        ("on", &args.on),
        ("except", &args.except),
        ("also", &args.also),
    ];
    for (name, list) in lists {
        for entry in list.value().into_iter().flatten() {
            if let ErrorPattern::Variant(variant) | ErrorPattern::VariantFields(variant, _) = entry
            {
                errors.push(nameless.refuse(name, variant));
            }
        }
    }
}

/// `also` adds to what `Classify` says, which is not asked where `on` or `when` decides.
fn also_beside_a_whole_list(args: &RetryArgs, errors: &mut Errors) {
    let Some(also) = args.also.name() else {
        return;
    };
    if let Some(other) = args.on.name().or(args.when.name()) {
        let message = format!(
            "`also` adds to what `Classify` says, and with `{other}` that is not used; write `on = [..]` with \
             all of them, or leave `{other}` out"
        );
        errors.at(also, message);
    }
}

/// Nobody can implement `Classify` for a type of the standard library.
fn classless(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    let decided = !args.on.is_absent() || !args.when.is_absent();
    let (Some(error), false) = (&facts.classless, decided || args.has_unknown()) else {
        return;
    };
    if args.idempotent.value() == Some(&false) {
        return;
    }
    let message = format!(
        "`#[retry]` does not know which errors of type `{}` to retry: the type does not say it; write \
         `on = [_]` to retry every error, or `when = |error| ..` to decide by a function, or return \
         an error type of your own that derives `Classify`",
        shown(error)
    );
    errors.at(error, message);
}

fn shown(ty: &Type) -> String {
    match ty {
        Type::Reference(_) => "&str".to_owned(),
        Type::Tuple(tuple) if !tuple.elems.is_empty() => "(..)".to_owned(),
        ty => quote::quote!(#ty).to_string().replace(' ', ""),
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::{errors, facts};
    use crate::target::{Facts, Outcome};

    #[test]
    fn an_option_has_no_errors() {
        let option = Facts {
            outcome: Outcome::Option,
            ..facts()
        };
        assert_eq!(
            errors("max_attempts = 5, until = is_whole", &option),
            [""; 0]
        );
        assert_eq!(
            errors(
                "on = [Io], except = [Http], when = a, retry_after = b",
                &option
            ),
            ["on", "except", "when", "retry_after"].map(|name| format!(
                "`{name}` is about errors, and this function returns `Option`: every `None` is \
                 retried; remove it, or return `Result`"
            ))
        );
    }

    #[test]
    fn types_without_a_class_are_chosen_among_by_the_attribute() {
        for (ty, shown) in [
            ("String", "String"),
            ("&'static str", "&str"),
            ("()", "()"),
            ("(u8, u8)", "(..)"),
        ] {
            let text = || Facts {
                classless: Some(syn::parse_str(ty).unwrap()),
                ..facts()
            };
            let message = format!(
                "`#[retry]` does not know which errors of type `{shown}` to retry: the type does not say it; \
                 write `on = [_]` to retry every error, or `when = |error| ..` to decide by a \
                 function, or return an error type of your own that derives `Classify`"
            );
            for attribute in ["max_attempts = 5", "except = [X::Y]"] {
                assert_eq!(errors(attribute, &text()).concat(), message);
            }
            for attribute in ["on = [_]", "when = is_odd", "idempotent = false"] {
                assert_eq!(errors(attribute, &text()), [""; 0]);
            }
            assert_eq!(errors("retryable = [_]", &text()).len(), 1);
        }
    }
}

//! Every option of the attribute: its name, a value that shows how it is written, what other libraries call it,
//! and how it is read.
//!
//! In: a name. Out: its row, by which the value behind it is read into [`RetryArgs`].

use super::arg::{self, Arg};
use super::{
    RetryArgs, backoff, duration, extent, hooks, jitter, lists, numbers, paths, patterns, values,
    words,
};
use crate::diagnostics::Errors;
use proc_macro2::Ident;
use syn::parse::ParseStream;

/// An option of the attribute.
pub(super) struct RetryOption {
    pub(super) name: &'static str,
    /// A value, as it is written; empty where there is none.
    pub(super) example: &'static str,
    /// What it is called in other retry libraries, where configuration has no such setting: the names of those
    /// that it has too stand in `foreign_names`.
    pub(super) elsewhere: &'static [&'static str],
    read: Read,
}

/// Reads what is behind the name.
type Read = fn(&mut RetryArgs, At<'_, '_>) -> syn::Result<()>;

/// In the order of the documentation.
pub(super) const OPTIONS: &[RetryOption] = &[
    option("max_attempts", "5", &[], |args, at| {
        at.read(&mut args.max_attempts, numbers::attempts)
    }),
    option("backoff", "\"exponential\"", &[], |args, at| {
        at.read(&mut args.backoff, backoff::option)
    }),
    option("initial_delay", "\"1s\"", &[], |args, at| {
        at.read(&mut args.initial_delay, duration::option)
    }),
    option("max_delay", "\"30s\"", &[], |args, at| {
        at.read(&mut args.max_delay, duration::option)
    }),
    option("min_delay", "\"100ms\"", &[], |args, at| {
        at.read(&mut args.min_delay, duration::option)
    }),
    option("factor", "2", &[], |args, at| {
        at.read(&mut args.factor, numbers::factor)
    }),
    option("increment", "\"500ms\"", &[], |args, at| {
        at.read(&mut args.increment, duration::option)
    }),
    option("throttled_delay", "\"10s\"", &[], |args, at| {
        at.read(&mut args.throttled_delay, duration::option)
    }),
    option("max_retry_after", "\"5m\"", &[], |args, at| {
        at.read(&mut args.max_retry_after, duration::option)
    }),
    option("jitter", "\"equal\"", &[], |args, at| {
        at.read(&mut args.jitter, jitter::option)
    }),
    option("max_elapsed", "\"2m\"", &[], |args, at| {
        at.read(&mut args.max_elapsed, duration::limit)
    }),
    option("config_max_attempts", "10", &[], |args, at| {
        at.read(&mut args.config_max_attempts, numbers::ceiling)
    }),
    option("config_max_delay", "\"5m\"", &[], |args, at| {
        at.read(&mut args.config_max_delay, duration::option)
    }),
    option("attempt_timeout", "\"5s\"", &[], |args, at| {
        at.read(&mut args.attempt_timeout, duration::limit)
    }),
    option(
        "on",
        "[Timeout]",
        &[
            "errors",
            "retry_on",
            "retry_on_exceptions",
            "retryable_errors",
        ],
        |args, at| at.read(&mut args.on, patterns::list),
    ),
    option(
        "except",
        "[NotFound]",
        &["abort_on", "ignore", "non_retryable_errors", "not_on"],
        |args, at| at.read(&mut args.except, patterns::list),
    ),
    option("also", "[Timeout]", &[], |args, at| {
        at.read(&mut args.also, patterns::list)
    }),
    option(
        "when",
        "|error| error.is_timeout()",
        &["condition", "predicate", "retry_if", "should_retry"],
        |args, at| at.read(&mut args.when, hooks::function),
    ),
    option("until", "|value| value.is_ready()", &[], |args, at| {
        at.read(&mut args.until, hooks::function)
    }),
    option(
        "retry_after",
        "|error| error.retry_after()",
        &[],
        |args, at| at.read(&mut args.retry_after, hooks::function),
    ),
    option("idempotent", "false", &[], |args, at| {
        at.read(&mut args.idempotent, words::truth)
    }),
    option("on_event", "report", &["notify", "on_retry"], |args, at| {
        at.read(&mut args.on_event, hooks::function)
    }),
    option(
        "span",
        "",
        &["instrument", "spans", "trace", "tracing"],
        span,
    ),
    option("attempt", "attempt", &[], |args, at| {
        at.read(&mut args.attempt, lists::binding)
    }),
    option("clone", "[request]", &[], |args, at| {
        at.read(&mut args.clone, lists::arguments)
    }),
    option("policy", "POLICY", &[], |args, at| {
        at.read(&mut args.policy, paths::policy)
    }),
    option("name", "\"fetch\"", &[], |args, at| {
        at.read(&mut args.name, words::name)
    }),
    option("label", "self.id", &[], |args, at| {
        at.read(&mut args.label, values::expr)
    }),
    option("budget", "BUDGET", &[], budget),
    option("breaker", "BREAKER", &["circuit_breaker"], |args, at| {
        at.read(&mut args.breaker, paths::place)
    }),
    option("nested", "\"suppress\"", &[], |args, at| {
        at.read(&mut args.nested, words::nested)
    }),
    option("sleep", "tokio::time::sleep", &[], |args, at| {
        at.read(&mut args.sleep, hooks::callable)
    }),
    option("crate", "::reattempt", &[], |args, at| {
        at.read(&mut args.krate, paths::krate)
    }),
];

const fn option(
    name: &'static str,
    example: &'static str,
    elsewhere: &'static [&'static str],
    read: Read,
) -> RetryOption {
    RetryOption {
        name,
        example,
        elsewhere,
        read,
    }
}

impl RetryOption {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        OPTIONS.iter().find(|option| option.name == name)
    }

    pub(super) fn read(&self, args: &mut RetryArgs, at: At<'_, '_>) -> syn::Result<()> {
        (self.read)(args, at)
    }
}

/// Where a value stands: behind its name.
pub(super) struct At<'a, 'input> {
    pub(super) name: &'a Ident,
    pub(super) input: ParseStream<'input>,
    pub(super) errors: &'a mut Errors,
}

impl At<'_, '_> {
    fn read<T>(self, arg: &mut Arg<T>, read: arg::Read<T>) -> syn::Result<()> {
        arg.read(self.name, self.input, self.errors, read)
    }
}

/// A word that takes no value.
fn span(args: &mut RetryArgs, at: At<'_, '_>) -> syn::Result<()> {
    let At {
        name,
        input,
        errors,
    } = at;
    let first = args.span.claim(name, errors);
    words::bare(name, input)?;
    if first {
        args.span.set(());
    }
    Ok(())
}

/// The only option with a value that may stand without.
fn budget(args: &mut RetryArgs, at: At<'_, '_>) -> syn::Result<()> {
    if !extent::ends(at.input) {
        let shared = |name: &Ident, input: ParseStream<'_>| paths::place(name, input).map(Some);
        return at.read(&mut args.budget, shared);
    }
    if args.budget.claim(at.name, at.errors) {
        args.budget.set(None);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::OPTIONS;
    use crate::args::tests::errors;
    use std::{fs, path::Path};

    #[test]
    fn every_option_is_read_from_its_example() {
        for option in OPTIONS {
            let attribute = match option.example {
                "" => option.name.to_owned(),
                value => format!("{} = {value}", option.name),
            };
            assert_eq!(errors(&attribute), [""; 0], "{attribute}");
        }
    }

    #[test]
    fn the_table_of_options_lists_every_option_in_this_order() {
        let rows = include_str!("../options.md").lines();
        let listed: Vec<&str> = rows
            .filter_map(|row| row.strip_prefix("| `")?.split('`').next())
            .collect();
        let options: Vec<&str> = OPTIONS.iter().map(|option| option.name).collect();
        assert_eq!(listed, options);
    }

    #[test]
    fn the_readme_and_the_page_of_the_macro_have_the_same_table() {
        let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
        let readme = fs::read_to_string(readme).unwrap();
        assert!(readme.contains(include_str!("../options.md")));
        assert!(include_str!("../lib.rs").contains("#[doc = include_str!(\"options.md\")]"));
    }
}

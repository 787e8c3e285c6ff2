//! Names of options as they were typed, and what people coming from elsewhere type.
//!
//! In: a name, with its value if it is short enough to show. Out: the text to type.

use super::foreign_names::{RETRIES, setting};
use super::options::{OPTIONS, RetryOption};
use crate::diagnostics::nearest;
use proc_macro2::{TokenStream, TokenTree};

/// How the option `name` is written, as `name = value`.
pub(super) fn example(name: &str) -> String {
    format!("{name} = {}", value(name))
}

/// A value of the option `name`.
pub(super) fn value(name: &str) -> &'static str {
    RetryOption::named(name).map_or("..", |option| option.example)
}

/// The error text for a name that is no option.
pub(super) fn unknown(name: &str, value: &TokenStream) -> String {
    if let Some((option, change)) = foreign(name) {
        let reason = match change {
            Change::Name => format!("it is called `{option}` here"),
            Change::Count => format!("`{option}` counts every call, the first one included"),
        };
        let write = converted(option, &change, value);
        return format!("there is no option `{name}`: {reason}; write {write}");
    }
    let names = || OPTIONS.iter().map(|option| option.name);
    if let Some(option) = nearest(name, names()) {
        return format!("there is no option `{name}`; write `{option}`");
    }
    let available: Vec<String> = names().map(|option| format!("`{option}`")).collect();
    format!(
        "there is no option `{name}`; the options are {}",
        available.join(", ")
    )
}

/// What has to change besides the name.
enum Change {
    Name,
    /// A number of retries becomes a number of calls.
    Count,
}

/// The option that other retry libraries call `name`.
fn foreign(name: &str) -> Option<(&'static str, Change)> {
    if RETRIES.contains(&name) {
        return Some(("max_attempts", Change::Count));
    }
    let mut options = OPTIONS.iter();
    let option = setting(name).or_else(|| {
        let option = options.find(|option| option.elsewhere.contains(&name))?;
        Some(option.name)
    })?;
    Some((option, Change::Name))
}

/// `value` as the value of `option`, in backticks; shortened to `..` where it cannot be shown.
fn converted(option: &str, change: &Change, value: &TokenStream) -> String {
    let text = shown(value).unwrap_or_else(|| "..".to_owned());
    let is_delay = matches!(
        option,
        "initial_delay" | "max_delay" | "max_elapsed" | "attempt_timeout"
    );
    match text.parse::<u64>() {
        Ok(number) if is_delay => {
            format!("`{option} = \"{number}s\"` or `{option} = \"{number}ms\"`")
        }
        Ok(number) if matches!(change, Change::Count) => {
            format!("`{option} = {}`", number.saturating_add(1))
        }
        Err(_) if matches!(change, Change::Count) && text != ".." => {
            format!("`{option} = {text} + 1`")
        }
        _ if matches!(option, "on" | "except" | "also") => format!("`{option} = [..]`"),
        _ if self::value(option).is_empty() => format!("`{option}`"),
        _ => format!("`{option} = {text}`"),
    }
}

/// The tokens as they were typed, if they are a single word or literal: the spaces between more
/// of them are not kept.
pub(crate) fn shown(tokens: &TokenStream) -> Option<String> {
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next()?, tokens.next()) {
        (token @ (TokenTree::Ident(_) | TokenTree::Literal(_)), None) => Some(token.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::args::tests::errors;

    fn unknown(attribute: &str) -> String {
        errors(attribute).concat()
    }

    #[test]
    fn a_misspelt_name_shows_the_nearest() {
        for (attribute, option) in [
            ("max_atempts = 3", "max_attempts"),
            ("maxDelay = \"1s\"", "max_delay"),
            ("jiter = 1", "jitter"),
            ("attempt_timout = \"1s\"", "attempt_timeout"),
            ("no = [Io]", "on"),
        ] {
            let name = attribute.split_once(' ').unwrap().0;
            let message = format!("there is no option `{name}`; write `{option}`");
            assert_eq!(unknown(attribute), message);
        }
    }

    #[test]
    fn an_unknown_name_shows_what_there_is() {
        assert_eq!(
            unknown("colour = 3"),
            "there is no option `colour`; the options are `max_attempts`, `backoff`, \
             `initial_delay`, `max_delay`, `min_delay`, `factor`, `increment`, `throttled_delay`, \
             `max_retry_after`, `jitter`, `max_elapsed`, `config_max_attempts`, `config_max_delay`, `attempt_timeout`, `on`, `except`, `also`, `when`, `until`, `retry_after`, `idempotent`, `on_event`, `span`, `attempt`, \
             `clone`, `policy`, `name`, `label`, `budget`, `breaker`, `nested`, `sleep`, `crate`"
        );
    }

    #[test]
    fn retries_become_attempts() {
        let message = "`max_attempts` counts every call, the first one included; write";
        for (value, write) in [("3", "4"), ("LIMIT", "LIMIT + 1"), ("self.limit", "..")] {
            assert_eq!(
                unknown(&format!("max_retries = {value}")),
                format!("there is no option `max_retries`: {message} `max_attempts = {write}`")
            );
        }
    }

    #[test]
    fn names_from_elsewhere_show_ours() {
        for (attribute, option, write) in [
            ("attempts = 3", "max_attempts", "`max_attempts = 3`"),
            ("tries = 3", "max_attempts", "`max_attempts = 3`"),
            ("retry_attempts = 3", "max_attempts", "`max_attempts = 3`"),
            ("times = 3", "max_attempts", "`max_attempts = 3`"),
            ("base_delay = D", "initial_delay", "`initial_delay = D`"),
            (
                "delay = 5",
                "initial_delay",
                "`initial_delay = \"5s\"` or `initial_delay = \"5ms\"`",
            ),
            ("multiplier = 3", "factor", "`factor = 3`"),
            ("backoff_multiplier = 3", "factor", "`factor = 3`"),
            ("exponential_base = 3", "factor", "`factor = 3`"),
            ("backoff_max = \"1m\"", "max_delay", "`max_delay = \"1m\"`"),
            ("retry_if = is_odd", "when", "`when = is_odd`"),
            ("deadline = \"1m\"", "max_elapsed", "`max_elapsed = \"1m\"`"),
            (
                "total_timeout = \"1m\"",
                "max_elapsed",
                "`max_elapsed = \"1m\"`",
            ),
            (
                "timeout = \"1m\"",
                "attempt_timeout",
                "`attempt_timeout = \"1m\"`",
            ),
            (
                "operation_timeout = D",
                "attempt_timeout",
                "`attempt_timeout = D`",
            ),
            ("retryable_errors = [Io]", "on", "`on = [..]`"),
            ("retry_on_exceptions = [Io]", "on", "`on = [..]`"),
            ("not_on = [Io]", "except", "`except = [..]`"),
            ("non_retryable_errors = [Io]", "except", "`except = [..]`"),
            ("on_retry = log", "on_event", "`on_event = log`"),
            ("notify = |error| {}", "on_event", "`on_event = ..`"),
            ("trace", "span", "`span`"),
            ("instrument = true", "span", "`span`"),
        ] {
            let name = attribute.split(' ').next().unwrap();
            assert_eq!(
                unknown(attribute),
                format!("there is no option `{name}`: it is called `{option}` here; write {write}")
            );
        }
    }
}

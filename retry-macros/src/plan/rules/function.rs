//! Rules between the options and the function they are written on.

use crate::args::{Attempts, ENDLESS, RetryArgs, Value, asynchronous};
use crate::diagnostics::{Errors, nearest};
use crate::target::{Facts, Uncopied};
use syn::{Error, Expr};

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    if !facts.asynchronous {
        sync(args, errors);
    }
    unlimited(args, facts, errors);
    clones(args, facts, errors);
    uncopied(args, facts, errors);
    changed_self(facts, errors);
    attempt(args, facts, errors);
}

/// What only a function that can be polled can do.
fn sync(args: &RetryArgs, errors: &mut Errors) {
    if let Some(name) = args.attempt_timeout.name() {
        errors.at(
            name,
            "`attempt_timeout` needs an `async fn`: a call that blocks cannot be ended from \
             outside; set the timeout of the client that the body calls, or write `max_elapsed`, which is \
             checked between attempts",
        );
    }
    if let Some(Expr::Closure(closure)) = args.sleep.value() {
        if let Some(span) = asynchronous(closure) {
            errors.push(Error::new(
                span,
                "`sleep` must block in a function that is not `async`: a future would not be awaited; write a \
                 closure such as `|delay| std::thread::sleep(delay)`",
            ));
        }
    }
}

/// `unlimited` misspelt, or called otherwise: no value could have such a name but an argument.
fn unlimited(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    let Some(Attempts::Count(Value::Expr(Expr::Path(path)))) = args.max_attempts.value() else {
        return;
    };
    let Some(word) = path.path.get_ident() else {
        return;
    };
    let text = word.to_string();
    let meant = ENDLESS.contains(&text.as_str()) || nearest(&text, ["unlimited"]).is_some();
    let screaming = !text.contains(char::is_lowercase);
    if meant && !screaming && !facts.argument_names.contains(word) {
        let message = format!("there is no `{text}`; write `max_attempts = unlimited`");
        errors.at(word, message);
    }
}

/// Each name in `clone` is an argument.
fn clones(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    for name in args.clone.value().into_iter().flatten() {
        if name == "self" && facts.has_receiver {
            errors.at(
                name,
                "`self` cannot be cloned for each attempt; take `&self` or `self: Arc<Self>`",
            );
        } else if !facts.argument_names.contains(name) {
            let message = format!("`{name}` is no argument of this function; {}", named(facts));
            errors.at(name, message);
        }
    }
}

/// What each attempt would change is copied for it, or cloned.
fn uncopied(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    // Unreadable: the argument may be listed there.
    if !args.clone.is_absent() && args.clone.value().is_none() {
        return;
    }
    let cloned = args.clone.value().map_or(&[][..], Vec::as_slice);
    for Uncopied { name, ty } in &facts.uncopied {
        if !cloned.contains(name) {
            let message = format!(
                "each attempt needs `{name}` as the caller passed it, and `{ty}` cannot be copied; \
                 write `{name}: &mut {ty}` for one that all attempts share, or make it `Clone` and \
                 write `clone = [{name}]`"
            );
            errors.at(name, message);
        }
    }
}

/// `mut self` by value.
fn changed_self(facts: &Facts, errors: &mut Errors) {
    if let Some(span) = facts.changed_self {
        errors.push(Error::new(
            span,
            "each attempt needs `self` as the caller passed it, and `mut self` would be changed by an \
             attempt; write `&mut self` to share it, or `self`, and `let mut this = self.clone();` in the body",
        ));
    }
}

fn named(facts: &Facts) -> String {
    if facts.argument_names.is_empty() {
        return "remove `clone`".to_owned();
    }
    let names = facts.argument_names.iter();
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    format!("its arguments are {}", names.join(", "))
}

/// The binding of `attempt` hides no argument.
fn attempt(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    let Some(name) = args.attempt.value() else {
        return;
    };
    if facts.argument_names.contains(name) {
        let message = format!(
            "`{name}` is an argument already: the body could no longer reach it; write another \
             name, such as `attempt = this_attempt`"
        );
        errors.at(name, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::{errors, facts};
    use crate::target::{Facts, Uncopied};
    use proc_macro2::{Ident, Span};

    #[test]
    fn attempts_are_ended_in_async_functions_only() {
        let sync = Facts {
            asynchronous: false,
            ..facts()
        };
        assert_eq!(errors("attempt_timeout = \"5s\"", &facts()), [""; 0]);
        assert_eq!(
            errors("attempt_timeout = \"5s\"", &sync),
            [
                "`attempt_timeout` needs an `async fn`: a call that blocks cannot be ended from \
                 outside; set the timeout of the client that the body calls, or write `max_elapsed`, which is \
                 checked between attempts"
            ]
        );
        assert_eq!(errors("sleep = |delay| wait(delay)", &sync), [""; 0]);
        assert_eq!(
            errors("sleep = async |delay| wait(delay).await", &sync),
            [
                "`sleep` must block in a function that is not `async`: a future would not be awaited; write a \
                 closure such as `|delay| std::thread::sleep(delay)`"
            ]
        );
    }

    #[test]
    fn other_words_for_unlimited() {
        for word in ["forever", "unlimitted", "Unlimited"] {
            assert_eq!(
                errors(&format!("max_attempts = {word}"), &facts()),
                [format!(
                    "there is no `{word}`; write `max_attempts = unlimited`"
                )]
            );
        }
        for value in ["page", "UNLIMITED", "self.unlimited", "forever()"] {
            let attribute = format!("max_attempts = {value}");
            assert_eq!(errors(&attribute, &facts()), [""; 0]);
        }
    }

    #[test]
    fn only_arguments_are_cloned() {
        assert_eq!(errors("clone = [url, page]", &facts()), [""; 0]);
        assert_eq!(
            errors("clone = [self, other]", &facts()),
            [
                "`self` cannot be cloned for each attempt; take `&self` or `self: Arc<Self>`",
                "`other` is no argument of this function; its arguments are `url`, `page`",
            ]
        );
        assert_eq!(
            errors("clone = [self]", &Facts::default()),
            ["`self` is no argument of this function; remove `clone`"]
        );
    }

    #[test]
    fn what_an_attempt_changes_is_copied_or_cloned() {
        let page = Uncopied {
            name: Ident::new("page", Span::call_site()),
            ty: "impl ..".to_owned(),
        };
        let facts = Facts {
            uncopied: vec![page],
            ..facts()
        };
        for attribute in ["clone = [url, page]", "clone = page"] {
            let about_page = errors(attribute, &facts);
            assert!(
                !about_page
                    .iter()
                    .any(|error| error.contains("as the caller"))
            );
        }
        assert_eq!(
            errors("", &facts),
            [
                "each attempt needs `page` as the caller passed it, and `impl ..` cannot be copied; \
                 write `page: &mut impl ..` for one that all attempts share, or make it `Clone` and \
                 write `clone = [page]`"
            ]
        );
    }

    #[test]
    fn the_attempt_hides_no_argument() {
        assert_eq!(errors("attempt = attempt", &facts()), [""; 0]);
        assert_eq!(
            errors("attempt = page", &facts()),
            [
                "`page` is an argument already: the body could no longer reach it; write another \
                 name, such as `attempt = this_attempt`"
            ]
        );
    }
}

//! Rules between the options and the function they are written on.

use crate::args::{RetryArgs, asynchronous};
use crate::diagnostics::Errors;
use crate::plan::Facts;
use syn::{Error, Expr};

pub(super) fn check(args: &RetryArgs, facts: &Facts, errors: &mut Errors) {
    if !facts.asynchronous {
        sync(args, errors);
    }
    if facts.option {
        without_errors(args, errors);
    }
    clones(args, facts, errors);
    attempt(args, facts, errors);
}

/// What only a function that can be polled can do.
fn sync(args: &RetryArgs, errors: &mut Errors) {
    if let Some(name) = args.attempt_timeout.name() {
        errors.at(
            name,
            "`attempt_timeout` needs an `async fn`: a call that blocks cannot be ended from \
             outside; set the timeout of the client the body calls, or write `max_elapsed`, which \
             is looked at between attempts",
        );
    }
    if let Some(Expr::Closure(closure)) = args.sleep.value() {
        if let Some(span) = asynchronous(closure) {
            errors.push(Error::new(
                span,
                "`sleep` blocks in a function that is not `async`: nobody would await it; write a \
                 closure such as `|delay| std::thread::sleep(delay)`",
            ));
        }
    }
}

/// `Option<T>` has no errors to choose among.
fn without_errors(args: &RetryArgs, errors: &mut Errors) {
    let about_errors = [
        args.on.name(),
        args.except.name(),
        args.when.name(),
        args.retry_after.name(),
    ];
    for name in about_errors.into_iter().flatten() {
        let message = format!(
            "`{name}` is about errors, and this function returns `Option`: every `None` is \
             retried; remove it, or return `Result`"
        );
        errors.at(name, message);
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

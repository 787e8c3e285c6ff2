//! The shapes of functions that are called.

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    /// A function that is not async.
    Sync,
    /// An `async fn`.
    Async,
    /// The same, awaited by two more.
    Layered,
    /// Nothing but the wait of [`Form::Async`] before a retry without delay.
    Wait,
    /// An `async fn` that waits a second before each retry, in a task.
    Task,
    /// The computation of one delay, exponential with jitter.
    Delay,
    /// A function that returns a boxed future, as those of `#[async_trait]` do.
    Boxed,
    /// A method that changes what it is called on.
    Method,
    /// With something of the user's between attempts.
    When,
    /// With a retry budget.
    Budget,
    /// A closure that a `Policy` calls.
    ByPolicy,
    /// A closure that a `Retry` calls.
    ByRetry,
}

impl Form {
    const NAMES: &[(Form, &str)] = &[
        (Form::Sync, "sync"),
        (Form::Async, "async"),
        (Form::Layered, "layered"),
        (Form::Wait, "wait"),
        (Form::Task, "task"),
        (Form::Delay, "delay"),
        (Form::Boxed, "boxed"),
        (Form::Method, "method"),
        (Form::When, "when"),
        (Form::Budget, "budget"),
        (Form::ByPolicy, "by-policy"),
        (Form::ByRetry, "by-retry"),
    ];

    pub(crate) fn name(self) -> &'static str {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(form, _)| *form == self);
        found.expect("a name for each").1
    }

    pub(crate) fn named(wanted: &str) -> Form {
        let mut names = Self::NAMES.iter();
        let found = names.find(|(_, name)| *name == wanted);
        found.unwrap_or_else(|| panic!("no form {wanted}")).0
    }
}

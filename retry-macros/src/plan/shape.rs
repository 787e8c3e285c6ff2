//! The form of the expansion, decided once from all that was asked for.
//!
//! Most calls succeed at once, so what a failure needs is put together after one, and what is looked at
//! before the first attempt is what an option cannot do without.

use super::{Guards, Hooks, KnownAt, PolicyPlan, Selection};
use crate::args::{Nested, RetryArgs};
use crate::target::{Facts, Outcome};

/// The form of the expansion.
pub(crate) struct Shape {
    pub(crate) attempts: Attempts,
    pub(crate) call: MadeAt,
    pub(crate) started: ClockReadAtEntry,
    pub(crate) ends: Ends,
    pub(crate) error: ErrorLives,
}

/// How attempts follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Attempts {
    /// Sync: a closure that the runtime calls. Only where an attempt is its body and nothing else, and nothing of
    /// the user's is evaluated between attempts: it might name what the body uses, and a closure that is kept
    /// would hold on to it.
    Driven,
    /// Sync: a loop.
    Looped,
    /// Async, under the same conditions: a loop in which the runtime is asked about each outcome.
    Settled,
    /// Async: a loop.
    Async,
}

/// When the site and the policy of a call are put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MadeAt {
    /// Before the first attempt: something has to look at the policy or the clock there, or failures of
    /// several kinds would each make a site of their own.
    Entry,
    /// When an attempt has failed.
    Failure,
}

/// Whether the clock is read before the first attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ClockReadAtEntry {
    Always,
    /// If the policy has `max_elapsed`, which is not known here.
    IfBounded,
    Never,
}

/// How an attempt may end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ends {
    /// By itself.
    Alone,
    /// By itself, by its timeout or by an open circuit.
    Limited,
}

/// How long the error of an attempt lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ErrorLives {
    /// Until the delay, so that one that is not `Send` does not keep the future from being so.
    UntilTheDelay,
    /// Until the next one: an open circuit may end the call without an error of its own, and the caller
    /// is to have the last real one.
    UntilTheNext,
}

impl Shape {
    pub(super) fn new(
        args: &RetryArgs,
        facts: &Facts,
        policy: &PolicyPlan,
        selection: &Selection,
        hooks: &Hooks,
        guards: Option<&Guards>,
    ) -> Self {
        let attempt = !args.attempt.is_absent();
        let timeout = !args.attempt_timeout.is_absent();
        let nested = args.nested.value().unwrap_or(&Nested::Allow);

        let breaker = guards.is_some_and(|guards| guards.breaker.is_some());
        let started = if attempt || facts.outcome == Outcome::RetryError {
            ClockReadAtEntry::Always
        } else if !args.max_elapsed.is_absent()
            || policy.base.is_some()
            || policy.known == KnownAt::Entry
        {
            ClockReadAtEntry::IfBounded
        } else {
            ClockReadAtEntry::Never
        };

        let at_entry = started != ClockReadAtEntry::Never
            || timeout
            || !args.span.is_absent()
            || hooks.until.is_some()
            || breaker
            || matches!(nested, Nested::Bounded | Nested::Value(_))
            || policy.custom;
        let call = if at_entry {
            MadeAt::Entry
        } else {
            MadeAt::Failure
        };

        let between_attempts = selection.when().is_some()
            || !args.sleep.is_absent()
            || !args.label.is_absent()
            || hooks.any()
            || guards.is_some()
            || !matches!(nested, Nested::Allow);
        let is_plain = !between_attempts && !at_entry && policy.known == KnownAt::Item;
        let attempts = match (facts.asynchronous, is_plain) {
            (false, true) => Attempts::Driven,
            (false, false) => Attempts::Looped,
            (true, true) => Attempts::Settled,
            (true, false) => Attempts::Async,
        };

        let ends = if timeout || breaker {
            Ends::Limited
        } else {
            Ends::Alone
        };
        let error = if facts.outcome == Outcome::RetryError && breaker {
            ErrorLives::UntilTheNext
        } else {
            ErrorLives::UntilTheDelay
        };
        Self {
            attempts,
            call,
            started,
            ends,
            error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::{facts, plan};

    struct Case {
        attribute: &'static str,
        attempts: Attempts,
        call: MadeAt,
        started: ClockReadAtEntry,
        ends: Ends,
    }

    const BARE: Case = Case {
        attribute: "",
        attempts: Attempts::Driven,
        call: MadeAt::Failure,
        started: ClockReadAtEntry::Never,
        ends: Ends::Alone,
    };

    const AT_ENTRY: Case = Case {
        attempts: Attempts::Looped,
        call: MadeAt::Entry,
        ..BARE
    };

    #[test]
    fn the_form_of_a_sync_function_follows_from_its_options() {
        use ClockReadAtEntry::{Always, IfBounded};

        let sync = Facts {
            asynchronous: false,
            ..facts()
        };
        for case in [
            BARE,
            Case {
                attribute: "max_attempts = 5, on = [Io], initial_delay = WAIT",
                ..BARE
            },
            Case {
                attribute: "when = odd",
                attempts: Attempts::Looped,
                ..BARE
            },
            Case {
                attribute: "on_event = note",
                attempts: Attempts::Looped,
                ..BARE
            },
            Case {
                attribute: "sleep = wait",
                attempts: Attempts::Looped,
                ..BARE
            },
            Case {
                attribute: "budget",
                attempts: Attempts::Looped,
                ..BARE
            },
            Case {
                attribute: "nested = \"suppress\"",
                attempts: Attempts::Looped,
                ..BARE
            },
            Case {
                attribute: "span",
                ..AT_ENTRY
            },
            Case {
                attribute: "until = ready",
                ..AT_ENTRY
            },
            Case {
                attribute: "backoff = OWN",
                ..AT_ENTRY
            },
            Case {
                attribute: "breaker = BREAKER",
                ends: Ends::Limited,
                ..AT_ENTRY
            },
            Case {
                attribute: "attempt = this",
                started: Always,
                ..AT_ENTRY
            },
            Case {
                attribute: "max_attempts = 2, max_elapsed = \"1m\"",
                started: IfBounded,
                ..AT_ENTRY
            },
            Case {
                attribute: "policy = POLICY",
                started: IfBounded,
                ..AT_ENTRY
            },
            Case {
                attribute: "max_attempts = limit",
                started: IfBounded,
                ..AT_ENTRY
            },
        ] {
            let Ok(plan) = plan(case.attribute, &sync) else {
                panic!("{}", case.attribute);
            };
            let shape = plan.shape;
            assert_eq!(shape.attempts, case.attempts, "{}", case.attribute);
            assert_eq!(shape.call, case.call, "{}", case.attribute);
            assert_eq!(shape.started, case.started, "{}", case.attribute);
            assert_eq!(shape.ends, case.ends, "{}", case.attribute);
        }
    }

    #[test]
    fn an_async_function_loops_in_itself() {
        for (attribute, attempts) in [
            ("", Attempts::Settled),
            ("on = [Io], max_attempts = MOST", Attempts::Settled),
            ("max_attempts = Self::MOST", Attempts::Async),
            ("when = odd", Attempts::Async),
            ("attempt_timeout = \"1s\"", Attempts::Async),
        ] {
            let Ok(plan) = plan(attribute, &facts()) else {
                panic!("{attribute}");
            };
            assert_eq!(plan.shape.attempts, attempts, "{attribute}");
        }
    }
}

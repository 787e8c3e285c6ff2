//! What is done about an attempt that has ended, sync or async.

use crate::machine::Instant;
use core::fmt::Display;

use crate::call::Call;
use crate::call::failure::Failure;
use crate::call::history::History;
use crate::call::verdict::Verdict;
use crate::error::interrupted::Interrupted;
use crate::error::stop_reason::StopReason;
use crate::guard::CallOutcome;
use crate::guard::handle::BreakerHandle;
use crate::report::event::{failed_event, recovered_event};
use crate::run::decision::recovered_by;
use crate::run::guards::Guards;
use crate::run::nested::Nested;
use crate::run::returns::{Limited, unsatisfied};
use crate::scope::Scope;
use crate::site::Site;
use crate::value::ending::Ending;
use crate::value::hooks::{Hooks, Judge, Listener, RetryAfter, Until};
use crate::value::retry::{CallPlace, Repeats, Retry, Spans};

/// How an attempt ended that did not succeed.
pub(super) enum Failed<E> {
    Error(E),
    /// Its value does not satisfy `until`.
    Unsatisfied,
    Interrupted(Interrupted),
}

impl<E> Failed<E> {
    pub(super) fn error(&self) -> Option<&E> {
        match self {
            Self::Error(error) => Some(error),
            Self::Unsatisfied | Self::Interrupted(_) => None,
        }
    }

    /// What may be needed of it after the next attempt.
    pub(super) fn kept<R: Ending<E>>(self) -> R::Kept {
        match self {
            Self::Error(error) => R::keep(error),
            Self::Unsatisfied | Self::Interrupted(_) => R::Kept::default(),
        }
    }

    /// What the caller gets.
    pub(super) fn ending<R: Ending<E>>(
        self,
        history: History<'_>,
        call: &Call<'_>,
        reason: StopReason,
        before: R::Kept,
        label: Option<&dyn Display>,
    ) -> R::Error {
        let interrupted = match self {
            Self::Error(error) => {
                return R::labelled(R::error(history, call, reason, error), label);
            }
            Self::Unsatisfied => unsatisfied(history),
            Self::Interrupted(interrupted) => interrupted,
        };
        let error = R::interrupted(history, call, reason, interrupted, before);
        R::labelled(error, label)
    }
}

/// Stands for the site of a call that has not failed: nobody asks for it.
static UNPLACED: Site = Site::without_policy("", "");

impl<H> Retry<H> {
    /// Whose calls these are.
    pub(super) fn whose(&self) -> Option<&dyn Display> {
        self.options
            .label
            .as_ref()
            .map(|label| label as &dyn Display)
    }

    /// Tells budget, breaker, backoff and the log of a success.
    pub(super) fn report_success(&self, history: History<'_>, guards: &mut Guards<'_>) {
        guards.succeeded();
        if history.is_empty() {
            self.policy.rule.succeeded();
        } else {
            recovered_by(history, self.whose());
        }
    }
}

impl<J, U, A, L, S, R, K> Retry<Hooks<J, U, A, L, S, R, K>> {
    /// A call whose place is looked for when it fails, unless it is known already.
    pub(super) fn unplaced_call(&self, place: CallPlace, started: Option<Instant>) -> Call<'_> {
        Call {
            site: match place {
                CallPlace::Listed(site) => site,
                CallPlace::Code(_) => &UNPLACED,
            },
            policy: &self.policy,
            started,
        }
    }

    /// The scope in which the next attempt runs, if it has one of its own.
    pub(super) fn scope(&self, history: History<'_>, call: &Call<'_>) -> Option<Scope> {
        match self.options.nested {
            Nested::Allow => None,
            nested => Some(nested.scope(history, call)),
        }
    }

    /// The value with which the call ends, which is told; or how the attempt failed.
    #[inline]
    pub(super) fn ended<T, E>(
        &self,
        outcome: Limited<Result<T, E>>,
        history: History<'_>,
        guards: &mut Guards<'_>,
    ) -> Result<T, Failed<E>>
    where
        U: Until<T>,
        L: Listener<E>,
    {
        match outcome {
            Limited::Ended(Ok(value)) => {
                // Before the predicate, whose panic is none of the attempt.
                guards.settle(CallOutcome::Success);
                if !self.hooks.until.holds(&value) {
                    return Err(Failed::Unsatisfied);
                }
                self.succeeded(history, guards);
                Ok(value)
            }
            Limited::Ended(Err(error)) => Err(Failed::Error(error)),
            Limited::Interrupted(interrupted) => Err(Failed::Interrupted(interrupted)),
        }
    }

    pub(super) fn failure<'f, E>(
        &'f self,
        failed: &'f Failed<E>,
        history: History<'_>,
    ) -> Failure<'f>
    where
        J: Judge<E>,
        A: RetryAfter<E>,
        L: Listener<E>,
    {
        let failure = match failed {
            Failed::Unsatisfied => self.repeated(Failure::unsatisfied()),
            Failed::Interrupted(interrupted) => {
                self.repeated(Failure::interrupted(interrupted, history.is_empty()))
            }
            Failed::Error(error) => self.failure_of(error),
        };
        if L::LISTENS { failure.heard() } else { failure }
    }

    pub(super) fn failure_of<'f, E>(&'f self, error: &'f E) -> Failure<'f>
    where
        J: Judge<E>,
        A: RetryAfter<E>,
    {
        let hooks = &self.hooks;
        self.repeated(hooks.retry_after.put_on(hooks.judge.judge(error), error))
    }

    fn repeated<'f>(&'f self, failure: Failure<'f>) -> Failure<'f> {
        let failure = match self.whose() {
            Some(label) => failure.labelled(label),
            None => failure,
        };
        match self.options.repeats {
            Repeats::All => failure,
            Repeats::Unprocessed => failure.if_unprocessed(),
        }
    }

    /// Tells the listener of a failed attempt.
    pub(super) fn tell_failed<E>(
        &self,
        history: History<'_>,
        call: &Call<'_>,
        failure: &Failure<'_>,
        verdict: Verdict,
        error: Option<&E>,
        guards: &mut Guards<'_>,
    ) where
        L: Listener<E>,
    {
        if !L::LISTENS {
            return;
        }
        if let Some(event) = failed_event(history, call, failure, verdict, error) {
            guards.notify(&event, &|event| self.hooks.listener.tell(event));
        }
    }

    /// Tells of a success also whoever listens, where it was not the first attempt.
    fn succeeded<E>(&self, history: History<'_>, guards: &mut Guards<'_>)
    where
        L: Listener<E>,
    {
        self.report_success(history, guards);
        if L::LISTENS && !history.is_empty() {
            self.hooks
                .listener
                .tell(&recovered_event(history, self.whose(), None));
        }
    }
}

impl<J, U, A, L, S, R, K: BreakerHandle> Retry<Hooks<J, U, A, L, S, R, K>> {
    /// Whether a call has something to do before its first attempt, or about its success at once.
    pub(super) fn has_entry_work(&self) -> bool {
        let options = &self.options;
        self.policy.max_elapsed().is_some()
            || self.policy.learns()
            || options.budget.is_some()
            || self.hooks.breaker.breaker().is_some()
            || options.attempt_timeout.is_some()
            || options.nested != Nested::Allow
            || options.spans != Spans::None
    }

    pub(super) fn guards(&self) -> Guards<'_> {
        let guards = Guards::new().breaker_in(self.hooks.breaker.breaker());
        match &self.options.budget {
            Some(budget) => guards.budget_in(budget.budget()),
            None => guards,
        }
    }
}

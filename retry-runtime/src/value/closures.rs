//! The methods that change the type: closures, and what a call may end with.

#![expect(
    clippy::type_complexity,
    reason = "each method changes one part of the type"
)]

use core::marker::PhantomData;
use core::time::Duration;
use std::sync::Arc;

use crate::error::class::Class;
use crate::guard::handle::BreakerHandle;
use crate::report::event::Event;
use crate::value::ending::{Interruptible, Own, OwnOrInterrupted, Reported};
use crate::value::hooks::{
    Also, AnyValue, ByClass, ByClassify, HintBy, Hooks, Nobody, OnEvent, OwnHint, Satisfied, When,
};
use crate::value::retry::Retry;
use crate::value::sleep::{ByTimer, SleepBy};

impl<U, A, L, S, R> Retry<Hooks<ByClassify, U, A, L, S, R>> {
    /// Retries the errors that satisfy `predicate`. Class, for delays and counters, and hint are still those of
    /// the error's [`Classify`](crate::Classify).
    pub fn when<E, F: Fn(&E) -> bool>(self, predicate: F) -> Retry<Hooks<When<F>, U, A, L, S, R>> {
        self.with(|hooks| hooks.judge(When(predicate)))
    }

    /// Retries the errors that satisfy `predicate` as well as those that the error's
    /// [`Classify`](crate::Classify) retries.
    pub fn also<E, F: Fn(&E) -> bool>(self, predicate: F) -> Retry<Hooks<Also<F>, U, A, L, S, R>> {
        self.with(|hooks| hooks.judge(Also(predicate)))
    }

    /// Gives each error its class, for types that do not implement [`Classify`](crate::Classify).
    pub fn classify<E, F: Fn(&E) -> Class>(
        self,
        class: F,
    ) -> Retry<Hooks<ByClass<F>, U, A, L, S, R>> {
        self.with(|hooks| hooks.judge(ByClass(class)))
    }
}

impl<J, A, L, S, R: Interruptible> Retry<Hooks<J, AnyValue, A, L, S, R>> {
    /// Retries until a value satisfies `predicate`. A call whose last value does not ends with
    /// [`Interrupted::Unsatisfied`](crate::Interrupted), for which the error type needs `From<Interrupted>`,
    /// or see [`with_retry_error`](Retry::with_retry_error).
    pub fn until<T, F: Fn(&T) -> bool>(
        self,
        predicate: F,
    ) -> Retry<Hooks<J, Satisfied<F>, A, L, S, R::Ending>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: Satisfied(predicate),
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: PhantomData,
        })
    }
}

impl<J, U, L, S, R> Retry<Hooks<J, U, OwnHint, L, S, R>> {
    /// How long the server asked to wait, instead of the hint of the error.
    pub fn retry_after<E, F: Fn(&E) -> Option<Duration>>(
        self,
        hint: F,
    ) -> Retry<Hooks<J, U, HintBy<F>, L, S, R>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: HintBy(hint),
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: hooks.ending,
        })
    }
}

impl<J, U, A, S, R> Retry<Hooks<J, U, A, Nobody, S, R>> {
    /// Is called at each retry, each recovery and when a call gives up.
    pub fn on_event<E, F: Fn(&Event<'_, E>)>(
        self,
        hook: F,
    ) -> Retry<Hooks<J, U, A, OnEvent<F>, S, R>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: OnEvent(hook),
            sleep: hooks.sleep,
            ending: hooks.ending,
        })
    }
}

impl<J, U, A, L, R> Retry<Hooks<J, U, A, L, ByTimer, R>> {
    /// How to wait, between attempts and for the end of `attempt_timeout`. For async calls it returns a future.
    pub fn sleep<W, F: Fn(Duration) -> W>(
        self,
        sleep: F,
    ) -> Retry<Hooks<J, U, A, L, SleepBy<F>, R>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: SleepBy(sleep),
            ending: hooks.ending,
        })
    }
}

impl<J, U, A, L, S, R: Interruptible> Retry<Hooks<J, U, A, L, S, R>> {
    /// Attempts are let through by `breaker`: a `&'static Breaker`, an `Arc<Breaker>`, another
    /// [`CircuitBreaker`](crate::guard::CircuitBreaker), or an `Option` of one. A call that it does not let
    /// through ends with [`Interrupted::CircuitOpen`](crate::Interrupted), for which the error type needs
    /// `From<Interrupted>`, or see [`with_retry_error`](Retry::with_retry_error).
    pub fn breaker(
        mut self,
        breaker: impl BreakerHandle + Send + Sync + 'static,
    ) -> Retry<Hooks<J, U, A, L, S, R::Ending>> {
        self.options.breaker = Some(Arc::new(breaker));
        self.ending()
    }

    /// Ends an attempt of an async call that takes longer, or none with `None`. The last one's end is
    /// [`Interrupted::AttemptTimeout`](crate::Interrupted), for which the error type needs
    /// `From<Interrupted>`, or see [`with_retry_error`](Retry::with_retry_error). It has no effect on sync
    /// calls, which cannot be interrupted.
    pub fn attempt_timeout(
        mut self,
        limit: impl Into<Option<Duration>>,
    ) -> Retry<Hooks<J, U, A, L, S, R::Ending>> {
        self.options.attempt_timeout = limit.into();
        self.ending()
    }
}

impl<J, U, A, L, S> Retry<Hooks<J, U, A, L, S, Own>> {
    /// Calls end with a [`RetryError`](crate::RetryError): the last error, with how many attempts were made, how
    /// long they took, and why there was no further one.
    pub fn with_retry_error(self) -> Retry<Hooks<J, U, A, L, S, Reported>> {
        self.ending()
    }
}

impl<J, U, A, L, S> Retry<Hooks<J, U, A, L, S, OwnOrInterrupted>> {
    /// Calls end with a [`RetryError`](crate::RetryError): the last error or what interrupted the last attempt,
    /// with how many attempts were made, how long they took, and why there was no further one.
    pub fn with_retry_error(self) -> Retry<Hooks<J, U, A, L, S, Reported>> {
        self.ending()
    }
}

impl<H> Retry<H> {
    fn with<I>(self, change: impl FnOnce(H) -> I) -> Retry<I> {
        Retry {
            policy: self.policy,
            options: self.options,
            hooks: change(self.hooks),
        }
    }
}

impl<J, U, A, L, S, R> Retry<Hooks<J, U, A, L, S, R>> {
    fn ending<Q>(self) -> Retry<Hooks<J, U, A, L, S, Q>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: PhantomData,
        })
    }
}

impl<J, U, A, L, S, R> Hooks<J, U, A, L, S, R> {
    fn judge<K>(self, judge: K) -> Hooks<K, U, A, L, S, R> {
        Hooks {
            judge,
            until: self.until,
            retry_after: self.retry_after,
            listener: self.listener,
            sleep: self.sleep,
            ending: self.ending,
        }
    }
}

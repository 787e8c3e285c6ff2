//! The methods that change the type: closures, the breaker, and what a call may end with.

#![expect(
    clippy::type_complexity,
    reason = "each method changes one part of the type"
)]

use core::marker::PhantomData;
use core::time::Duration;

use crate::error::class::Class;
use crate::guard::handle::BreakerHandle;
use crate::report::event::Event;
use crate::value::ending::{Interruptible, Reported};
use crate::value::hooks::{Also, ByClass, HintBy, Hooks, OnEvent, Satisfied, Vacant, When};
use crate::value::retry::Retry;
use crate::value::sleep::{Limited, SleepSlot};

impl<J, U, A, L, S, R, K> Retry<Hooks<J, U, A, L, S, R, K>> {
    /// Retries the errors that satisfy `predicate`. Class, for delays and counters, and hint are still those of
    /// the error's [`Classify`](crate::Classify).
    pub fn when<E, F: Fn(&E) -> bool>(self, predicate: F) -> Retry<Hooks<When<F>, U, A, L, S, R, K>>
    where
        J: Vacant,
    {
        self.with(|hooks| hooks.judge(When(predicate)))
    }

    /// Retries the errors that satisfy `predicate` as well as those that the error's
    /// [`Classify`](crate::Classify) retries.
    pub fn also<E, F: Fn(&E) -> bool>(self, predicate: F) -> Retry<Hooks<Also<F>, U, A, L, S, R, K>>
    where
        J: Vacant,
    {
        self.with(|hooks| hooks.judge(Also(predicate)))
    }

    /// Gives each error its class, for types that do not implement [`Classify`](crate::Classify).
    pub fn classify<E, F: Fn(&E) -> Class>(
        self,
        class: F,
    ) -> Retry<Hooks<ByClass<F>, U, A, L, S, R, K>>
    where
        J: Vacant,
    {
        self.with(|hooks| hooks.judge(ByClass(class)))
    }

    /// Retries until a value satisfies `predicate`. A call whose last value does not ends with
    /// [`Interrupted::Unsatisfied`](crate::Interrupted), for which the error type needs `From<Interrupted>`,
    /// or see [`with_retry_error`](Self::with_retry_error).
    pub fn until<T, F: Fn(&T) -> bool>(
        self,
        predicate: F,
    ) -> Retry<Hooks<J, Satisfied<F>, A, L, S, R::Ending, K>>
    where
        U: Vacant,
        R: Interruptible,
    {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: Satisfied(predicate),
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: PhantomData,
            breaker: hooks.breaker,
        })
    }

    /// How long the server asked to wait, instead of the hint of the error.
    pub fn retry_after<E, F: Fn(&E) -> Option<Duration>>(
        self,
        hint: F,
    ) -> Retry<Hooks<J, U, HintBy<F>, L, S, R, K>>
    where
        A: Vacant,
    {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: HintBy(hint),
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: hooks.ending,
            breaker: hooks.breaker,
        })
    }

    /// Is called at each retry, each recovery and when a call gives up.
    pub fn on_event<E, F: Fn(&Event<'_, E>)>(
        self,
        hook: F,
    ) -> Retry<Hooks<J, U, A, OnEvent<F>, S, R, K>>
    where
        L: Vacant,
    {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: OnEvent(hook),
            sleep: hooks.sleep,
            ending: hooks.ending,
            breaker: hooks.breaker,
        })
    }

    /// How to wait, between attempts and for the end of `attempt_timeout`. For async calls it returns a future.
    pub fn sleep<W, F: Fn(Duration) -> W>(
        self,
        sleep: F,
    ) -> Retry<Hooks<J, U, A, L, S::With<F>, R, K>>
    where
        S: SleepSlot,
    {
        self.waiting(|slot| slot.with(sleep))
    }

    /// Ends an attempt of an async call that takes longer, or none with `None`. The last one's end is
    /// [`Interrupted::AttemptTimeout`](crate::Interrupted), for which the error type needs
    /// `From<Interrupted>`, or see [`with_retry_error`](Self::with_retry_error). Sync calls, which cannot be
    /// interrupted, do not compile with it.
    pub fn attempt_timeout(
        mut self,
        limit: impl Into<Option<Duration>>,
    ) -> Retry<Hooks<J, U, A, L, Limited<S>, R::Ending, K>>
    where
        R: Interruptible,
    {
        self.options.attempt_timeout = limit.into();
        self.waiting(Limited).ending()
    }

    /// Attempts are let through by `breaker`: a `&Breaker`, an `Arc<Breaker>`, another
    /// [`CircuitBreaker`](crate::guard::CircuitBreaker), or an `Option` of one. A call that it does not let
    /// through ends with [`Interrupted::CircuitOpen`](crate::Interrupted), for which the error type needs
    /// `From<Interrupted>`, or see [`with_retry_error`](Retry::with_retry_error).
    ///
    /// ```
    /// # use reattempt_runtime as reattempt;
    /// use std::io;
    /// use reattempt::{Breaker, Policy, Retry};
    ///
    /// struct Client {
    ///     retry: Retry,
    ///     breaker: Breaker,
    /// }
    ///
    /// impl Client {
    ///     fn fetch(&self, path: &str) -> io::Result<String> {
    ///         let retry = self.retry.clone().breaker(&self.breaker);
    ///         retry.call(|| std::fs::read_to_string(path))
    ///     }
    /// }
    ///
    /// let client = Client { retry: Retry::new(Policy::new()), breaker: Breaker::new() };
    /// assert!(client.fetch("Cargo.toml").is_ok());
    /// client.breaker.open_now();
    /// assert!(client.fetch("Cargo.toml").is_err());
    /// ```
    pub fn breaker<B: BreakerHandle>(self, breaker: B) -> Retry<Hooks<J, U, A, L, S, R::Ending, B>>
    where
        R: Interruptible,
        K: Vacant,
    {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: PhantomData,
            breaker,
        })
    }

    /// Calls end with a [`RetryError`](crate::RetryError): the last error or what interrupted the last attempt,
    /// with how many attempts were made, how long they took, and why there was no further one.
    pub fn with_retry_error(self) -> Retry<Hooks<J, U, A, L, S, Reported, K>> {
        self.ending()
    }

    fn ending<Q>(self) -> Retry<Hooks<J, U, A, L, S, Q, K>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: hooks.sleep,
            ending: PhantomData,
            breaker: hooks.breaker,
        })
    }

    fn waiting<T>(self, sleep: impl FnOnce(S) -> T) -> Retry<Hooks<J, U, A, L, T, R, K>> {
        self.with(|hooks| Hooks {
            judge: hooks.judge,
            until: hooks.until,
            retry_after: hooks.retry_after,
            listener: hooks.listener,
            sleep: sleep(hooks.sleep),
            ending: hooks.ending,
            breaker: hooks.breaker,
        })
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

impl<J, U, A, L, S, R, K> Hooks<J, U, A, L, S, R, K> {
    fn judge<I>(self, judge: I) -> Hooks<I, U, A, L, S, R, K> {
        Hooks {
            judge,
            until: self.until,
            retry_after: self.retry_after,
            listener: self.listener,
            sleep: self.sleep,
            ending: self.ending,
            breaker: self.breaker,
        }
    }
}

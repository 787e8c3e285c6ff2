//! The parts of a [`Retry`](crate::Retry) that have types of their own: closures, the ending and the breaker. Each
//! begins as one of the types without a parameter, and is replaced at most once.

use core::fmt::Display;
use core::marker::PhantomData;
use core::time::Duration;

use crate::call::failure::{Described, Failure};
use crate::error::class::Class;
use crate::error::classify::Classify;
use crate::error::text::ErrorText;
use crate::guard::CircuitBreaker;
use crate::guard::handle::BreakerHandle;
use crate::report::event::Event;

pub use super::ending::{Ending, Own, OwnOrInterrupted, Reported};
pub use super::sleep::{ByTimer, Limited, SleepAsync, SleepBy, SleepSlot, SleepSync};

/// What a [`Retry`](crate::Retry) asks, in the order of the methods that set it: which errors are retried,
/// which values are wanted, how long the other side asked to be left alone, who is told, how to wait,
/// what the caller gets, and who lets attempts through.
#[derive(Clone, Copy, Debug)]
pub struct Hooks<
    J = ByClassify,
    U = AnyValue,
    A = OwnHint,
    L = Nobody,
    S = ByTimer,
    R = Own,
    K = NoBreaker,
> {
    pub(super) judge: J,
    pub(super) until: U,
    pub(super) retry_after: A,
    pub(super) listener: L,
    pub(super) sleep: S,
    pub(super) ending: PhantomData<R>,
    pub(super) breaker: K,
}

impl Hooks {
    pub(super) const NONE: Self = Self {
        judge: ByClassify,
        until: AnyValue,
        retry_after: OwnHint,
        listener: Nobody,
        sleep: ByTimer,
        ending: PhantomData,
        breaker: NoBreaker,
    };
}

/// What nothing was put in yet.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `Retry` takes each of these once: `until`, `retry_after`, `on_event`, `breaker`, and one of `when`, \
               `also` and `classify`",
    label = "set before",
    note = "let one closure do both"
)]
pub trait Vacant {}

impl Vacant for ByClassify {}
impl Vacant for AnyValue {}
impl Vacant for OwnHint {}
impl Vacant for Nobody {}
impl Vacant for NoBreaker {}

/// What a loop of the caller's own has.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a loop of your own has no `until`, `on_event`, `breaker`, `attempt_timeout` and `with_retry_error`",
    label = "the `Retry` has one of them",
    note = "set them on a `Retry` that calls a closure"
)]
pub trait InLoop {}

impl InLoop for AnyValue {}
impl InLoop for Nobody {}
impl InLoop for Own {}

/// Every attempt is let through.
#[derive(Clone, Copy, Debug)]
pub struct NoBreaker;

impl BreakerHandle for NoBreaker {
    #[inline]
    fn breaker(&self) -> Option<&dyn CircuitBreaker> {
        None
    }
}

/// Which errors are retried.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this retry does not know which errors of type `{E}` to retry",
    label = "`{E}` does not implement `Classify`, or not `Display`",
    note = "let the error type decide: `#[derive(reattempt::Classify)]` on `{E}`",
    note = "or give its class by a closure: `Retry::new(policy).classify(|error| Class::Transient)`",
    note = "and implement `Display` for it, for the log"
)]
pub trait Judge<E> {
    fn judge<'e>(&self, error: &'e E) -> Failure<'e>;
}

/// The error's own [`Classify`] decides.
#[derive(Clone, Copy, Debug)]
pub struct ByClassify;

#[diagnostic::do_not_recommend]
impl<E: Classify + Display> Judge<E> for ByClassify {
    fn judge<'e>(&self, error: &'e E) -> Failure<'e> {
        Failure::by_class(error, text(error))
    }
}

/// A predicate decides; class and hint are the error's own.
#[derive(Clone, Copy, Debug)]
pub struct When<F>(pub(super) F);

#[diagnostic::do_not_recommend]
impl<E: Classify + Display, F: Fn(&E) -> bool> Judge<E> for When<F> {
    fn judge<'e>(&self, error: &'e E) -> Failure<'e> {
        Failure::selected((self.0)(error), Described::of(error), text(error))
    }
}

/// What the error's own [`Classify`] says, and what a predicate adds.
#[derive(Clone, Copy, Debug)]
pub struct Also<F>(pub(super) F);

#[diagnostic::do_not_recommend]
impl<E: Classify + Display, F: Fn(&E) -> bool> Judge<E> for Also<F> {
    fn judge<'e>(&self, error: &'e E) -> Failure<'e> {
        Failure::by_class(error, text(error)).also((self.0)(error))
    }
}

/// A function gives the class of an error that has none.
#[derive(Clone, Copy, Debug)]
pub struct ByClass<F>(pub(super) F);

#[diagnostic::do_not_recommend]
impl<E: Display, F: Fn(&E) -> Class> Judge<E> for ByClass<F> {
    fn judge<'e>(&self, error: &'e E) -> Failure<'e> {
        Failure::of_class::<E>((self.0)(error), ErrorText::Display(error))
    }
}

fn text<E: Classify + Display>(error: &E) -> ErrorText<'_> {
    match error.as_error() {
        Some(error) => ErrorText::Chain(error),
        None => ErrorText::Display(error),
    }
}

/// Which values are taken for a success.
#[doc(hidden)]
pub trait Until<T> {
    /// Whether every one is.
    const ANY: bool = false;

    fn holds(&self, value: &T) -> bool;
}

/// Every value is.
#[derive(Clone, Copy, Debug)]
pub struct AnyValue;

impl<T> Until<T> for AnyValue {
    const ANY: bool = true;

    #[inline]
    fn holds(&self, _: &T) -> bool {
        true
    }
}

/// Those are that satisfy a predicate.
#[derive(Clone, Copy, Debug)]
pub struct Satisfied<F>(pub(super) F);

impl<T, F: Fn(&T) -> bool> Until<T> for Satisfied<F> {
    fn holds(&self, value: &T) -> bool {
        (self.0)(value)
    }
}

/// How long the other side asked to be left alone.
#[doc(hidden)]
pub trait RetryAfter<E> {
    fn put_on<'e>(&self, failure: Failure<'e>, error: &E) -> Failure<'e>;
}

/// As the error says.
#[derive(Clone, Copy, Debug)]
pub struct OwnHint;

impl<E> RetryAfter<E> for OwnHint {
    fn put_on<'e>(&self, failure: Failure<'e>, _: &E) -> Failure<'e> {
        failure
    }
}

/// As a function says.
#[derive(Clone, Copy, Debug)]
pub struct HintBy<F>(pub(super) F);

impl<E, F: Fn(&E) -> Option<Duration>> RetryAfter<E> for HintBy<F> {
    fn put_on<'e>(&self, failure: Failure<'e>, error: &E) -> Failure<'e> {
        failure.after((self.0)(error))
    }
}

/// Who is told of retries, recoveries and calls given up.
#[doc(hidden)]
pub trait Listener<E> {
    /// Whether anybody listens.
    const LISTENS: bool = true;

    fn tell(&self, event: &Event<'_, E>);
}

/// Nobody is.
#[derive(Clone, Copy, Debug)]
pub struct Nobody;

impl<E> Listener<E> for Nobody {
    const LISTENS: bool = false;

    fn tell(&self, _: &Event<'_, E>) {}
}

/// A closure is.
#[derive(Clone, Copy, Debug)]
pub struct OnEvent<F>(pub(super) F);

impl<E, F: Fn(&Event<'_, E>)> Listener<E> for OnEvent<F> {
    fn tell(&self, event: &Event<'_, E>) {
        (self.0)(event);
    }
}

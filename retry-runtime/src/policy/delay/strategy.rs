//! The rule of delays, as users name it.

use core::any::TypeId;
use core::fmt;
use core::time::Duration;

use crate::error::class::Class;

/// How the delay grows from one retry to the next.
///
/// In the formulas `d` is `initial_delay`, `n` counts the retries from 1, and every intermediate
/// value is a whole number of nanoseconds, rounded down and saturating. The result is cut to
/// `max_delay`, then [jitter](crate::Jitter) is applied.
///
/// Default: [`Strategy::Exponential`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Strategy {
    /// `d`, every time.
    Fixed,
    /// `d + (n-1) * increment`; the increment is `d` unless
    /// [`increment`](crate::PolicyBuilder::increment) says otherwise.
    Linear,
    /// `d * factor^(n-1)`, the truncated exponential backoff of Ethernet (IEEE 802.3) and most
    /// network clients; the factor is 2 unless [`factor`](crate::PolicyBuilder::factor) says
    /// otherwise.
    #[default]
    Exponential,
    /// `d * (1, 1, 2, 3, 5, 8, ..)`: grows by about 1.6 each time, after one repetition.
    Fibonacci,
    /// `U(d, min(max_delay, 3 * previous))`, the first `previous` being `d`: each delay is drawn
    /// from a range that depends on the draw before. It is random by itself and takes no jitter.
    ///
    /// The "Decorrelated Jitter" of "Exponential Backoff And Jitter" on the AWS Architecture
    /// Blog, except that the range is cut to `max_delay` and not the drawn value, as in
    /// `min(max_delay, U(d, 3 * previous))` there. That piles delays up on the cap; here they stay
    /// spread, but are shorter on average. With a `d` of 1 s and a `max_delay` of 60 s the mean of
    /// the 12th delay is about 20 s, and hardly more later. There it is about 31 s, with 29 % of
    /// all callers waiting 60 s exactly, and later 34 s and 34 %. A longer `max_delay` makes up for
    /// it.
    Decorrelated,
    /// These delays in order, the last repeated for ever. It has no use for `initial_delay`. An
    /// empty list is refused when the policy is built, as is an entry above `max_delay`;
    /// [`clamped`](crate::PolicyBuilder::clamped) cuts such an entry.
    Schedule(&'static [Duration]),
    /// A rule of your own. It has no use for `initial_delay`.
    Custom(&'static dyn Backoff),
}

/// A backoff of your own.
///
/// What it returns is treated like any other rule's delay: cut to `max_delay`, then jittered. Use
/// [`Jitter::None`](crate::Jitter::None) for a rule that is random by itself.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use core::time::Duration;
/// use reattempt::{Backoff, Jitter, Policy, RetryContext, Strategy};
///
/// #[derive(Debug)]
/// struct Quadratic;
///
/// impl Backoff for Quadratic {
///     fn delay(&self, retry: &RetryContext) -> Duration {
///         Duration::from_millis(u64::from(retry.number()).pow(2))
///     }
/// }
///
/// const POLICY: Policy = Policy::builder()
///     .max_attempts(4)
///     .backoff(Strategy::Custom(&Quadratic))
///     .jitter(Jitter::None)
///     .build();
///
/// let millis: Vec<_> = POLICY.delays(0).map(|delay| delay.as_millis()).collect();
/// assert_eq!(millis, [1, 4, 9]);
/// ```
pub trait Backoff: fmt::Debug + Send + Sync {
    /// The delay before this retry. Called once a retry, off the path of a successful call.
    ///
    /// A panic in here leaves the retrying function like one in its body.
    fn delay(&self, retry: &RetryContext) -> Duration;

    /// An attempt of a call that goes by this rule has failed, with an error of this class. If it is
    /// retried, [`delay`](Self::delay) has been asked before, unless
    /// [`Scope::at_most`](crate::Scope::at_most) leaves out the waits, or the other side has said
    /// [exactly](crate::Classify::is_hint_exact) when to come back. For rules that learn, like
    /// [`Adaptive`](crate::Adaptive); does nothing by default.
    fn failed(&self, class: Class) {
        let _ = class;
    }

    /// An attempt of a call that goes by this rule has succeeded. A first attempt goes by the rule of its
    /// function, whatever the scope or configuration say: this is on the path of every successful call
    /// of a function with a rule of its own. Does nothing by default.
    #[inline]
    fn succeeded(&self) {}

    /// Tells apart what may share an address: a value without a size, and the first field of another.
    #[doc(hidden)]
    fn __type_id(&self) -> TypeId
    where
        Self: 'static,
    {
        TypeId::of::<Self>()
    }
}

/// Two rules are equal if they are the same one in memory, which is all that can be said of rules
/// of unknown type. Those of one type without a size are all the same.
impl PartialEq for dyn Backoff {
    fn eq(&self, other: &Self) -> bool {
        self.__type_id() == other.__type_id()
            && (size_of_val(self) == 0 || core::ptr::addr_eq(self, other))
    }
}

/// The retry a [`Backoff`] is asked about.
#[derive(Clone, Copy, Debug)]
pub struct RetryContext {
    pub(crate) number: u32,
    pub(crate) previous: Duration,
    pub(crate) class: Class,
}

impl RetryContext {
    /// Which retry of the call this is, from 1, which comes after the first attempt, and again after a
    /// retry at an [exact](crate::Classify::is_hint_exact) time. Stays at [`u32::MAX`] once there.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The delay before the previous retry as it was drawn, jitter included and a server's hint
    /// not; zero for the first.
    pub const fn previous(&self) -> Duration {
        self.previous
    }

    /// The class of the error that led to this retry.
    pub const fn class(&self) -> Class {
        self.class
    }
}

//! What the loop has to know about an attempt that did not succeed.

use core::time::Duration;

use crate::text::{ErrorText, Probe};
use crate::{Class, Classify};

/// One failed attempt, free of the error's type, so that everything after it is compiled once.
pub struct Failure<'a> {
    /// Whether the rules of the attribute would have it retried.
    pub(crate) retry: bool,
    pub(crate) class: Class,
    pub(crate) retry_after: Option<Duration>,
    /// What the log shows.
    #[cfg_attr(not(feature = "tracing"), expect(dead_code))]
    pub(crate) error: ErrorText<'a>,
}

impl<'a> Failure<'a> {
    /// The error's own class decides.
    pub fn classified<E: Classify>(error: &E, text: ErrorText<'a>) -> Self {
        let class = error.classify();
        Self {
            retry: class != Class::Permanent,
            class,
            retry_after: error.retry_after(),
            error: text,
        }
    }

    /// `on` or `when` has decided; the error's class, if it has one, is kept for delays and
    /// counters.
    pub fn selected(retry: bool, known: Known, text: ErrorText<'a>) -> Self {
        let class = match known.class {
            Class::Permanent if retry => Class::Transient,
            _ if !retry => Class::Permanent,
            class => class,
        };
        Self {
            retry,
            class,
            retry_after: known.retry_after,
            error: text,
        }
    }

    /// A `None` where an `Option` is retried.
    pub const fn none() -> Self {
        Self::unnamed("None")
    }

    /// A value that does not satisfy `until`.
    pub const fn unsatisfied() -> Self {
        Self::unnamed("value does not satisfy `until`")
    }

    /// An attempt ended by `attempt_timeout`.
    pub const fn timed_out() -> Self {
        Self::unnamed("attempt timed out")
    }

    const fn unnamed(name: &'static str) -> Self {
        Self {
            retry: true,
            class: Class::Transient,
            retry_after: None,
            error: ErrorText::Name(name),
        }
    }

    /// Takes away what `except` lists.
    #[must_use]
    pub fn unless(mut self, excepted: bool) -> Self {
        if excepted {
            self.retry = false;
            self.class = Class::Permanent;
        }
        self
    }

    /// `retry_after = ..` on the attribute has the last word.
    #[must_use]
    pub fn after(mut self, hint: Option<Duration>) -> Self {
        self.retry_after = hint;
        self
    }
}

/// What an error that may or may not implement [`Classify`] says of itself.
#[derive(Clone, Copy)]
pub struct Known {
    class: Class,
    retry_after: Option<Duration>,
}

/// The error implements [`Classify`].
pub trait ViaClassify {
    /// What the error says of itself.
    fn __reattempt_known(&self) -> Known;
}

impl<E: Classify> ViaClassify for &Probe<'_, E> {
    fn __reattempt_known(&self) -> Known {
        Known {
            class: self.0.classify(),
            retry_after: self.0.retry_after(),
        }
    }
}

/// The error implements nothing of ours.
pub trait ViaNothing {
    /// The class of an error that `on` or `when` has chosen.
    fn __reattempt_known(&self) -> Known;
}

impl<E> ViaNothing for Probe<'_, E> {
    fn __reattempt_known(&self) -> Known {
        Known {
            class: Class::Transient,
            retry_after: None,
        }
    }
}

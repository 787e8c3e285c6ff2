//! What the loop has to know about an attempt that did not succeed.

use core::any::type_name;
use core::fmt::Display;
use core::time::Duration;

use crate::error::class::Class;
use crate::error::classify::Classify;
#[cfg(feature = "std")]
use crate::error::classify::unprocessed;
use crate::error::hint::Hint;
use crate::error::interrupted::Interrupted;
use crate::error::probe::{Probe, ProbeNothing};
use crate::error::stop_reason::StopReason;
use crate::error::text::ErrorText;
#[cfg(feature = "config")]
use crate::policy::settings::ErrorNames;

/// One failed attempt, free of the error's type, so that everything after it is compiled once.
pub struct Failure<'a> {
    /// Why the rules of the attribute would not have it retried, if they would not.
    pub(crate) stop: Option<StopReason>,
    pub(crate) class: Class,
    pub(crate) kind: &'static str,
    /// Whether the other side certainly did nothing.
    pub(crate) unprocessed: bool,
    /// Whether it is permanent only because nobody has described its type.
    pub(crate) unknown: bool,
    pub(crate) hint: Option<Hint>,
    /// Whether no attempt was made, because the circuit is open.
    pub(crate) refused: bool,
    /// Whether names in the configuration may change what is done about it.
    by_name: ByName,
    /// What the log shows.
    pub(crate) error: ErrorText<'a>,
    /// Whose call it was, where the function has a `label`.
    pub(crate) label: Option<&'a dyn Display>,
    /// Who is told of it beside the log, and of how much time has passed.
    pub(crate) listener: Listener,
}

/// Who is told of a failure beside the log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listener {
    Nobody,
    /// The function's own `on_event`.
    Hook,
}

/// Whether it is open to names from outside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ByName {
    Open,
    /// It is no error of the body, or `except` or `idempotent = false` has decided.
    Fixed,
}

impl<'a> Failure<'a> {
    /// The error's own class decides.
    pub fn classified(error: &dyn Classify, text: ErrorText<'a>) -> Self {
        Self::by_class(error, text)
    }

    /// The same where the error's type is known, and with it what it says at once.
    #[inline]
    pub(crate) fn by_class<E: Classify + ?Sized>(error: &E, text: ErrorText<'a>) -> Self {
        let class = error.classify();
        Self {
            stop: permanent_unless(class.is_retryable()),
            class,
            kind: error.kind(),
            unprocessed: error.is_unprocessed(),
            unknown: !error.is_known(),
            hint: Hint::of(error),
            refused: false,
            by_name: ByName::Open,
            error: text,
            label: None,
            listener: Listener::Nobody,
        }
    }

    /// `on` or `when` has decided; the error's class, if it has one, is kept for delays and
    /// counters.
    pub fn selected(retry: bool, known: Described, text: ErrorText<'a>) -> Self {
        let class = match known.class {
            Class::Permanent if retry => Class::Transient,
            _ if !retry => Class::Permanent,
            class => class,
        };
        Self {
            stop: permanent_unless(retry),
            class,
            kind: known.kind,
            unprocessed: known.unprocessed,
            unknown: false,
            hint: known.hint,
            refused: false,
            by_name: ByName::Open,
            error: text,
            label: None,
            listener: Listener::Nobody,
        }
    }

    /// A class that somebody gave to an error of a type without one.
    #[cfg(feature = "std")]
    pub(crate) fn of_class<E>(class: Class, text: ErrorText<'a>) -> Self {
        Self {
            stop: permanent_unless(class.is_retryable()),
            class,
            kind: type_name::<E>(),
            unprocessed: unprocessed(class),
            unknown: false,
            hint: None,
            refused: false,
            by_name: ByName::Open,
            error: text,
            label: None,
            listener: Listener::Nobody,
        }
    }

    /// A `None` where an `Option` is retried.
    pub const fn none() -> Self {
        Self::unnamed("None", "None")
    }

    /// A value that does not satisfy `until`.
    pub const fn unsatisfied() -> Self {
        Self::unnamed("value does not satisfy `until`", "Unsatisfied")
    }

    /// An attempt that ended without an outcome. A circuit that is open at the `first` attempt ends
    /// the call; later it is open for a while that can be waited for.
    pub fn interrupted(interrupted: &'a Interrupted, first: bool) -> Self {
        let refused = matches!(interrupted, Interrupted::CircuitOpen { .. });
        Self {
            stop: (refused && first).then_some(StopReason::CircuitOpen),
            class: interrupted.classify(),
            kind: interrupted.kind(),
            unprocessed: interrupted.is_unprocessed(),
            unknown: false,
            hint: Hint::of(interrupted),
            refused,
            by_name: ByName::Fixed,
            error: ErrorText::Chain(interrupted),
            label: None,
            listener: Listener::Nobody,
        }
    }

    const fn unnamed(text: &'static str, kind: &'static str) -> Self {
        Self {
            stop: None,
            class: Class::Transient,
            kind,
            unprocessed: false,
            unknown: false,
            hint: None,
            refused: false,
            by_name: ByName::Fixed,
            error: ErrorText::Name(text),
            label: None,
            listener: Listener::Nobody,
        }
    }

    /// `idempotent = false`: only what certainly was not processed is repeated.
    #[must_use]
    pub fn if_unprocessed(mut self) -> Self {
        if !self.unprocessed {
            self.stop.get_or_insert(StopReason::Permanent);
            self.by_name = ByName::Fixed;
        }
        self
    }

    /// Adds what `also` lists to what the error's class has retried.
    #[must_use]
    pub fn also(mut self, listed: bool) -> Self {
        if listed && !self.class.is_retryable() {
            self.stop = None;
            self.class = Class::Transient;
            self.unknown = false;
        }
        self
    }

    /// Takes away what `except` lists.
    #[must_use]
    pub fn unless(mut self, excepted: bool) -> Self {
        if excepted {
            self.stop = Some(StopReason::Permanent);
            self.class = Class::Permanent;
            self.unknown = false;
            self.by_name = ByName::Fixed;
        }
        self
    }

    /// Says whose call it was.
    #[must_use]
    pub fn labelled(mut self, label: &'a dyn Display) -> Self {
        self.label = Some(label);
        self
    }

    /// Says that a hook is told of it.
    #[must_use]
    pub fn heard(mut self) -> Self {
        self.listener = Listener::Hook;
        self
    }

    /// `retry_after = ..` on the attribute has the last word.
    #[must_use]
    pub fn after(mut self, hint: Option<Duration>) -> Self {
        self.hint = hint.map(Hint::AtLeast);
        self
    }
}

#[cfg(feature = "config")]
impl Failure<'_> {
    /// Names from outside come last, where they say something.
    pub(crate) fn decide_by(&mut self, names: &ErrorNames) {
        if self.by_name == ByName::Fixed {
            return;
        }
        let Some(retry) = names.verdict(self.kind, self.class, &[]) else {
            return;
        };
        self.unknown = false;
        self.stop = permanent_unless(retry);
        self.class = match self.class {
            Class::Permanent if retry => Class::Transient,
            class if retry => class,
            _ => Class::Permanent,
        };
    }
}

fn permanent_unless(retry: bool) -> Option<StopReason> {
    (!retry).then_some(StopReason::Permanent)
}

/// What an error that may or may not implement [`Classify`] says of itself.
#[derive(Clone, Copy)]
pub struct Described {
    class: Class,
    kind: &'static str,
    unprocessed: bool,
    hint: Option<Hint>,
}

impl Described {
    /// What an error that has to implement [`Classify`] says of itself.
    pub fn of(error: &dyn Classify) -> Self {
        Self {
            class: error.classify(),
            kind: error.kind(),
            unprocessed: error.is_unprocessed(),
            hint: Hint::of(error),
        }
    }

    /// What is taken for granted of an error that says nothing of itself, or is not asked.
    pub fn unknown<E: ?Sized>(_error: &E) -> Self {
        Self {
            class: Class::Transient,
            kind: type_name::<E>(),
            unprocessed: false,
            hint: None,
        }
    }
}

/// Describes an error.
pub(crate) type DescriptionOf<E> = fn(&E) -> Described;

impl<E: Classify> Probe<E> {
    /// Has the error describe itself.
    #[inline]
    #[expect(clippy::unused_self, reason = "chosen by method resolution")]
    pub fn __reattempt_described(&self) -> DescriptionOf<E> {
        |error| Described::of(error)
    }
}

impl<E: ?Sized> ProbeNothing<E> {
    /// Describes an error that `on` or `when` has chosen, and that does not say anything of itself.
    #[inline]
    #[expect(clippy::unused_self, reason = "chosen by method resolution")]
    pub fn __reattempt_described(&self) -> DescriptionOf<E> {
        Described::unknown
    }
}

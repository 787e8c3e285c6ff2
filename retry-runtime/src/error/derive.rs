//! How the derive reads the fields that its attributes name: a hint, or an error to ask.

use core::time::Duration;

use crate::error::classify::Classify;

/// A field that `after = field` may name.
#[diagnostic::on_unimplemented(
    message = "`after` cannot read a delay from a field of type `{Self}`",
    label = "neither a `Duration` nor a whole number of seconds",
    note = "`after` takes a `Duration`, an unsigned integer of seconds, or an `Option` of either",
    note = "convert anything else by a function: `after = |error| ..`, which returns `Option<Duration>`"
)]
pub trait HintField {
    /// The delay, if the field holds one.
    fn after(&self) -> Option<Duration>;
}

impl HintField for Duration {
    fn after(&self) -> Option<Duration> {
        Some(*self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: HintField> HintField for Option<T> {
    fn after(&self) -> Option<Duration> {
        self.as_ref().and_then(HintField::after)
    }
}

impl HintField for u8 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).into()))
    }
}

impl HintField for u16 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).into()))
    }
}

impl HintField for u32 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).into()))
    }
}

impl HintField for u64 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs(*self))
    }
}

/// More seconds than a `u64` counts are as good as its largest number of them.
impl HintField for u128 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).try_into().unwrap_or(u64::MAX)))
    }
}

impl HintField for usize {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).try_into().unwrap_or(u64::MAX)))
    }
}

/// A field that `forward` may name: every [`Classify`], under a name of its own, so that the error
/// about one that is none speaks of the field.
#[diagnostic::on_unimplemented(
    message = "`forward` needs a field that implements `Classify`, and `{Self}` does not",
    label = "`{Self}` does not say which of its errors to retry",
    note = "derive `Classify` for `{Self}`, or name the class: `#[classify(transient)]` or `#[classify(permanent)]`"
)]
pub trait ForwardField {
    /// The field as what it implements.
    fn inner(&self) -> &dyn Classify;
}

#[diagnostic::do_not_recommend]
impl<E: Classify> ForwardField for E {
    fn inner(&self) -> &dyn Classify {
        self
    }
}

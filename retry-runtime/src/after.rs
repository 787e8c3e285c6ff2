//! How the derive reads a hint out of a field.

use core::time::Duration;

/// A field that `after = field` may name.
#[diagnostic::on_unimplemented(
    message = "`after` cannot read a wait from a field of type `{Self}`",
    label = "this is no `Duration` and no number of whole seconds",
    note = "`after` reads `Duration`, unsigned integers as whole seconds, and an `Option` of either",
    note = "anything else is converted by a function: `after = |error| ..` with `Option<Duration>`"
)]
pub trait HintField {
    /// The wait, if the field holds one.
    fn after(&self) -> Option<Duration>;
}

impl HintField for Duration {
    fn after(&self) -> Option<Duration> {
        Some(*self)
    }
}

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

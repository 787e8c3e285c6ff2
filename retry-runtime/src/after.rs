//! How the derive reads a hint out of a field.

use core::time::Duration;

/// A field that `after = field` may name.
#[diagnostic::on_unimplemented(
    message = "`after` cannot read a wait from a field of type `{Self}`",
    label = "this is no `Duration` and no number of whole seconds",
    note = "`after` reads `Duration`, unsigned integers as whole seconds, and an `Option` of either",
    note = "anything else is converted by a function: `after = |error| ..` with `Option<Duration>`"
)]
pub trait After {
    /// The wait, if the field holds one.
    fn after(&self) -> Option<Duration>;
}

impl After for Duration {
    fn after(&self) -> Option<Duration> {
        Some(*self)
    }
}

impl<T: After> After for Option<T> {
    fn after(&self) -> Option<Duration> {
        self.as_ref().and_then(After::after)
    }
}

impl After for u8 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).into()))
    }
}

impl After for u16 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).into()))
    }
}

impl After for u32 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).into()))
    }
}

impl After for u64 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs(*self))
    }
}

/// More seconds than a `u64` counts are as good as its largest number of them.
impl After for u128 {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).try_into().unwrap_or(u64::MAX)))
    }
}

impl After for usize {
    fn after(&self) -> Option<Duration> {
        Some(Duration::from_secs((*self).try_into().unwrap_or(u64::MAX)))
    }
}

//! How the derive asks the field that a variant forwards to.

use core::time::Duration;

use crate::{Class, Classify};

/// A field that `forward` may name: every [`Classify`], under a name of its own, so that the error
/// about one that is none speaks of the field.
#[diagnostic::on_unimplemented(
    message = "`forward` needs a field that implements `Classify`, and `{Self}` does not",
    label = "`{Self}` does not know which of its errors may pass",
    note = "derive `Classify` for `{Self}`, or name the class: `#[classify(transient)]` or `#[classify(permanent)]`"
)]
pub trait ForwardField {
    /// The field's class.
    fn classify(&self) -> Class;

    /// The field's hint.
    fn retry_after(&self) -> Option<Duration>;

    /// Whether the field's class is a judgement.
    fn is_known(&self) -> bool;

    /// Whether the other side certainly did nothing.
    fn is_unprocessed(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<E: Classify + ?Sized> ForwardField for E {
    fn classify(&self) -> Class {
        Classify::classify(self)
    }

    fn retry_after(&self) -> Option<Duration> {
        Classify::retry_after(self)
    }

    fn is_known(&self) -> bool {
        Classify::is_known(self)
    }

    fn is_unprocessed(&self) -> bool {
        Classify::is_unprocessed(self)
    }
}

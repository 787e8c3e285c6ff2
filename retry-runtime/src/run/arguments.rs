//! Arguments that an attempt may change.

/// An argument written `mut`, of which each attempt has a copy: every `Copy` type.
#[diagnostic::on_unimplemented(
    message = "each attempt needs this argument as the caller passed it",
    label = "`mut`, but `{Self}` is not `Copy`: the first attempt would keep it",
    note = "an argument: list it in `clone = [..]` in the attribute, so that each attempt gets a clone, or take it without `mut` and make the copy in the body",
    note = "`mut self`: take `&mut self`, which every attempt borrows"
)]
pub trait IsCopy: Sized {
    /// The argument, for one attempt.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    fn copied(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Copy> IsCopy for T {}

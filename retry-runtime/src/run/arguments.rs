//! Arguments that an attempt may change.

/// A value each attempt can have for itself: every `Copy` type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "each attempt needs this argument as the caller passed it",
    label = "`mut`, but `{Self}` is not `Copy`: the first attempt would keep it",
    note = "an argument: list it in `clone = [..]` on the attribute, so that each attempt gets a clone, or \
            take it without `mut` and make the copy in the body",
    note = "`mut self`: take `&mut self`, which every attempt borrows"
)]
pub trait CopiedArgument: Sized {}

#[diagnostic::do_not_recommend]
impl<T: Copy> CopiedArgument for T {}

/// The argument, for one attempt.
#[inline]
pub fn copied<T: CopiedArgument>(argument: T) -> T {
    argument
}

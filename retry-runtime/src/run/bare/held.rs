//! Where an async call keeps its state: in the future itself, where there is no heap.

use core::ops::{Deref, DerefMut};
use core::pin::Pin;

/// A value in the place of one on the heap.
pub(super) struct Held<T>(T);

impl<T: Unpin> Held<T> {
    pub(super) const fn pin(value: T) -> Pin<Self> {
        Pin::new(Self(value))
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

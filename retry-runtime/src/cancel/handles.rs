//! All handles that can end the waits of a call.

use core::task::Waker;
use std::sync::Arc;

use super::{CancelHandle, Cancelled, Registration};

/// The handles of a scope and of those around it; any of them counts. Without one it costs nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Handles(Option<Arc<[CancelHandle]>>);

impl Handles {
    pub(crate) const fn new() -> Self {
        Self(None)
    }

    /// With one more.
    pub(crate) fn and(self, handle: &CancelHandle) -> Self {
        self.inside(&Self(Some(Arc::new([handle.clone()]))))
    }

    /// These and those of `outer`, each once.
    pub(crate) fn inside(self, outer: &Self) -> Self {
        if outer.is_empty() {
            return self;
        }
        let mut own = self.as_slice().iter().filter(|own| !outer.contains(own));
        match own.next() {
            None => outer.clone(),
            first => {
                let both = outer.as_slice().iter().chain(first).chain(own);
                Self(Some(both.cloned().collect()))
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn check(&self) -> Result<(), Cancelled> {
        self.as_slice().iter().try_for_each(CancelHandle::check)
    }

    /// Has `waker` woken when one of them is cancelled.
    pub(super) fn register(&self, waker: &Waker) -> Result<Vec<Registration>, Cancelled> {
        let register = |handle: &CancelHandle| handle.register(waker);
        self.as_slice().iter().map(register).collect()
    }

    fn contains(&self, handle: &CancelHandle) -> bool {
        self.as_slice().iter().any(|one| one.is(handle))
    }

    fn as_slice(&self) -> &[CancelHandle] {
        self.0.as_deref().unwrap_or_default()
    }
}

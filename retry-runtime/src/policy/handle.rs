//! What can stand for a policy where a call is to go by it.

#[cfg(feature = "std")]
use std::sync::{Arc, LazyLock};

use crate::policy::Policy;

/// A policy, or what leads to one: a reference, `Arc`, `LazyLock` or `Option`. `None` is the default policy.
#[diagnostic::on_unimplemented(
    message = "`policy` takes a `Policy`, not `{Self}`",
    label = "neither a `Policy` nor a `&`, `Arc`, `LazyLock` or `Option` of one"
)]
pub trait PolicyHandle {
    /// The policy.
    fn policy(&self) -> Policy;
}

impl PolicyHandle for Policy {
    #[inline]
    fn policy(&self) -> Policy {
        *self
    }
}

#[diagnostic::do_not_recommend]
impl<H: PolicyHandle + ?Sized> PolicyHandle for &H {
    #[inline]
    fn policy(&self) -> Policy {
        H::policy(self)
    }
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl<H: PolicyHandle + ?Sized> PolicyHandle for Arc<H> {
    #[inline]
    fn policy(&self) -> Policy {
        H::policy(self)
    }
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl<H: PolicyHandle> PolicyHandle for LazyLock<H> {
    #[inline]
    fn policy(&self) -> Policy {
        H::policy(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: PolicyHandle> PolicyHandle for Option<H> {
    #[inline]
    fn policy(&self) -> Policy {
        self.as_ref().map_or(Policy::new(), PolicyHandle::policy)
    }
}

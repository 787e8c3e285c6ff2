//! What can stand for a budget or a breaker where a call is to be guarded by it.

use std::sync::{Arc, LazyLock};

use super::{Budget, CircuitBreaker};

/// A budget, or what leads to one: a reference, `Arc`, `Box`, `LazyLock` or `Option`. `None` is no budget.
#[diagnostic::on_unimplemented(
    message = "`budget` takes a `Budget`, not `{Self}`",
    label = "neither a `Budget` nor a `&`, `Arc`, `Box`, `LazyLock` or `Option` of one"
)]
pub trait BudgetHandle {
    /// The budget, if there is one.
    fn budget(&self) -> Option<&Budget>;
}

impl BudgetHandle for Budget {
    #[inline]
    fn budget(&self) -> Option<&Budget> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: BudgetHandle + ?Sized> BudgetHandle for &H {
    #[inline]
    fn budget(&self) -> Option<&Budget> {
        H::budget(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: BudgetHandle + ?Sized> BudgetHandle for Arc<H> {
    #[inline]
    fn budget(&self) -> Option<&Budget> {
        H::budget(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: BudgetHandle + ?Sized> BudgetHandle for Box<H> {
    #[inline]
    fn budget(&self) -> Option<&Budget> {
        H::budget(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: BudgetHandle> BudgetHandle for LazyLock<H> {
    #[inline]
    fn budget(&self) -> Option<&Budget> {
        H::budget(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: BudgetHandle> BudgetHandle for Option<H> {
    #[inline]
    fn budget(&self) -> Option<&Budget> {
        self.as_ref()?.budget()
    }
}

/// A circuit breaker, as which a reference, `Arc`, `Box` or `LazyLock` of one counts too, or an `Option`
/// of one. `None` is no breaker.
#[diagnostic::on_unimplemented(
    message = "`breaker` takes a circuit breaker, not `{Self}`",
    label = "neither a `CircuitBreaker` nor a `&`, `Arc`, `Box`, `LazyLock` or `Option` of one",
    note = "`Breaker` is one; implement `reattempt::guard::CircuitBreaker` for others"
)]
pub trait BreakerHandle {
    /// The breaker, if there is one.
    fn breaker(&self) -> Option<&dyn CircuitBreaker>;
}

#[diagnostic::do_not_recommend]
impl<B: CircuitBreaker> BreakerHandle for B {
    #[inline]
    fn breaker(&self) -> Option<&dyn CircuitBreaker> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<H: BreakerHandle> BreakerHandle for Option<H> {
    #[inline]
    fn breaker(&self) -> Option<&dyn CircuitBreaker> {
        self.as_ref()?.breaker()
    }
}

#[diagnostic::do_not_recommend]
impl<H: BreakerHandle> BreakerHandle for &Option<H> {
    #[inline]
    fn breaker(&self) -> Option<&dyn CircuitBreaker> {
        self.as_ref()?.breaker()
    }
}

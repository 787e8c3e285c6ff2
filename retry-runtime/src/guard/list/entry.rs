//! Entries that are put together when the program is linked.

use std::sync::LazyLock;

use super::collect::Collected;
use crate::guard::{Breaker, Budget, CircuitBreaker, PerKey};

/// One entry. The attribute makes one for each function whose budget or breaker is a static, by functions that
/// lead there: a static may be made when it is first looked at.
pub enum GuardEntry {
    /// What guards all calls of a function.
    OfFunction {
        /// The function.
        name: &'static str,
        /// Its budget.
        budget: Option<fn() -> &'static Budget>,
        /// Its breaker.
        breaker: Option<fn() -> &'static dyn CircuitBreaker>,
    },
    /// What `list_guards!` was given.
    Static(&'static dyn ListGuards),
}

inventory::collect!(GuardEntry);

/// What [`list_guards!`](crate::list_guards) takes: a static [`Breaker`], [`Budget`], [`PerKey`] or `LazyLock` of
/// one of these, or a name.
#[diagnostic::on_unimplemented(
    message = "`list_guards!` takes statics and names, and `{Self}` is neither",
    label = "neither a `Breaker`, a `Budget`, a `PerKey`, a `LazyLock` of one, nor a name in quotes"
)]
pub trait ListGuards: Sync {
    #[doc(hidden)]
    fn add_to(&'static self, list: &mut Collected);
}

impl ListGuards for Breaker {
    fn add_to(&'static self, list: &mut Collected) {
        list.breaker(self, None);
    }
}

impl ListGuards for Budget {
    fn add_to(&'static self, list: &mut Collected) {
        list.budget(self, None);
    }
}

#[diagnostic::do_not_recommend]
impl<G: ListGuards + Send> ListGuards for LazyLock<G> {
    fn add_to(&'static self, list: &mut Collected) {
        G::add_to(self, list);
    }
}

/// Its guards are on the list as they are made.
impl<K, G, F> ListGuards for PerKey<K, G, F>
where
    Self: Sync,
{
    fn add_to(&'static self, list: &mut Collected) {
        list.name(self.name());
    }
}

/// The name of guards that are made while the program runs.
impl ListGuards for &'static str {
    fn add_to(&'static self, list: &mut Collected) {
        list.name(self);
    }
}

/// Puts statics on the list of [`breakers`](crate::guard::breakers) and [`budgets`](crate::guard::budgets), from before
/// anything fails: a [`Breaker`], a [`Budget`] or a [`PerKey`], or a `LazyLock` of one, or the name of
/// those that are made while the program runs. Without the feature `sites` there is no list, and it does nothing.
///
/// Statics that an attribute names are on the list without it.
///
/// ```
/// # use reattempt_runtime as reattempt;
/// use reattempt::guard::{Breaker, Budget};
/// use reattempt::list_guards;
///
/// static PAYMENTS: Breaker = Breaker::new().named("payments");
/// static RETRIES: Budget = Budget::total(20).named("retries");
/// list_guards!(PAYMENTS, RETRIES, "tenants");
///
/// # #[cfg(feature = "sites")] {
/// for breaker in reattempt::guard::breakers().named("payments") {
///     breaker.open_now();
/// }
/// assert!(PAYMENTS.permit().is_err());
/// # }
/// ```
#[macro_export]
macro_rules! list_guards {
    ($($guard:expr),+ $(,)?) => {
        $($crate::__list_guard!($guard);)+
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __list_guard {
    ($guard:expr) => {
        $crate::__private::inventory::submit! {
            $crate::__private::GuardEntry::Static(&$guard)
        }
    };
}

/// Lists the statics that guard a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __list_guards_of {
    ($name:expr, $budget:expr, $breaker:expr) => {
        $crate::__private::inventory::submit! {
            $crate::__private::GuardEntry::OfFunction {
                name: $name,
                budget: $budget,
                breaker: $breaker,
            }
        }
    };
}

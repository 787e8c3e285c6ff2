//! The budgets and breakers that operators reach by name: those that attributes name, those that
//! [`list_guards!`](crate::list_guards) lists, and those that were made at run time and still live.

mod collect;
mod entry;
mod listed;
pub(in crate::guard) mod made;
#[cfg(feature = "serde")]
mod serialize;

#[cfg(feature = "config")]
pub(in crate::guard) use self::collect::{Collected, collect};
pub use self::collect::{breakers, budgets};
pub use self::entry::{GuardEntry, ListGuards};
pub use self::listed::{Listed, ListedGuard};
pub use self::made::list;

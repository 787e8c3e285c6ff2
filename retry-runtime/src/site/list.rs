//! The list of all sites, put together when the program is linked.

use crate::site::{Site, placed};

/// One entry of the list; the attribute makes one for each function.
pub struct Listed(pub &'static Site);

inventory::collect!(Listed);

/// Every `#[retry]` function in the program, called or not, and every [`site!`](crate::site), in no order; then
/// the places that call by a [`Retry`](crate::Retry) without one, once a call there has failed.
///
/// Each is listed once, and a generic one once for all its forms; names may occur more than once.
///
/// The list is put together when the program is linked, so it is complete before `main`. Linkers
/// leave out a crate that nothing in the program names, even if `Cargo.toml` does:
/// `use that_crate as _;` names it. A dynamic library with a copy of this crate has a list of its
/// own, and so has each of two versions of this crate.
pub fn sites() -> impl Iterator<Item = &'static Site> {
    let listed = inventory::iter::<Listed>.into_iter();
    listed.map(|listed| listed.0).chain(placed::all())
}

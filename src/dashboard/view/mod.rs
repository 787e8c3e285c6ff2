//! What people see, as HTML. All texts are escaped where they are written: names, labels and errors come from outside. What
//! people read is without what deceives them, too; what buttons send is as it is.

mod controls;
mod guards;
mod page;
mod sites;
mod summary;

use maud::{Markup, html};
use reattempt_runtime::guard::{breakers, budgets};

use super::since;

pub(super) use page::page;
#[cfg(test)]
pub(super) use page::{SCRIPT, STYLE};

/// Who looks at it.
#[derive(Clone, Copy)]
pub(super) struct Viewer {
    pub(super) may_operate: bool,
    pub(super) sees_errors: bool,
}

/// The part of the page that moves.
pub(super) fn live(viewer: Viewer) -> Markup {
    let sites = since::current();
    let effective = crate::config::effective();
    let breakers = breakers();
    html! {
        (summary::summary(&sites, &breakers, &effective, viewer))
        (sites::sites(&sites, &effective, viewer))
        (guards::guards(&breakers, &budgets(), &effective, viewer))
    }
}

/// What stands where there is nothing yet.
const NONE: &str = "–";

//! What retrying costs while it is compiled.

mod candidates;
mod cold;
mod functions;
mod text;
mod workspace;

use crate::chosen::Chosen;
use crate::output::Table;

pub(crate) fn measure(chosen: &Chosen, table: &mut Table) {
    let workspace = workspace::write();
    functions::measure(&workspace, chosen, table);
    text::measure(&workspace, chosen, table);
    cold::measure(&workspace, chosen, table);
}

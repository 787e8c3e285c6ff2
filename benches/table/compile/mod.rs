//! What retrying costs while it is compiled.

mod candidates;
mod cold;
mod functions;
mod text;
mod workspace;

use crate::chosen::Chosen;
use crate::row::Row;

pub(crate) fn rows(chosen: &Chosen) -> Vec<Row> {
    let workspace = workspace::write();
    let mut rows = functions::rows(&workspace, chosen);
    rows.extend(text::rows(&workspace, chosen));
    rows.extend(cold::rows(&workspace, chosen));
    rows
}

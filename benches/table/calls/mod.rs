//! What calls of retried functions cost. The functions are in `benches/calls`, built here as users build.

mod instructions;
mod program;
mod time_and_memory;

use crate::chosen::Chosen;
use crate::row::Row;

pub(crate) fn rows(chosen: &Chosen) -> Vec<Row> {
    let mut rows = instructions::rows(chosen);
    rows.extend(time_and_memory::rows(chosen));
    rows
}

//! What calls of retried functions cost. The functions are in `benches/calls`, built here as users build.

mod instructions;
mod program;
mod time_and_memory;

use crate::chosen::Chosen;
use crate::output::Table;

pub(crate) fn measure(chosen: &Chosen, table: &mut Table) {
    instructions::measure(chosen, table);
    time_and_memory::measure(chosen, table);
}

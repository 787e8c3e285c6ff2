//! The table: a row for each measure, a column for each candidate.

use crate::chosen::Chosen;

/// The columns, in this order. The names are also those to choose by.
pub(crate) const CANDIDATES: &[&str] = &[
    NO_RETRY,
    HAND_LOOP,
    "loop around",
    "reattempt",
    "backon",
    "backon-macros",
    "tokio-retry",
    "tokio-retry2",
    "retry",
    "tryhard",
    "tower",
    "retry-if",
];

/// The function as it is without retrying.
pub(crate) const NO_RETRY: &str = "no retry";

/// Measured whatever is chosen, because the ratios are to it.
pub(crate) const HAND_LOOP: &str = "hand loop";

pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) what: &'static str,
    /// By candidate; one that has no form for this has no cell.
    pub(crate) cells: Vec<(&'static str, String)>,
}

pub(crate) fn print(rows: &[Row], chosen: &Chosen) {
    let columns: Vec<&str> = chosen.candidates().collect();
    println!("| row | what | {} |", columns.join(" | "));
    println!("|---|---|{}", "---|".repeat(columns.len()));
    for row in rows {
        print!("| `{}` | {} |", row.id, row.what);
        for column in &columns {
            let cell = row.cells.iter().find(|(candidate, _)| candidate == column);
            print!(" {} |", cell.map_or("-", |(_, text)| text));
        }
        println!();
    }
}

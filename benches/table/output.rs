//! The table: a row for each measure, a column for each candidate.

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

/// The rows so far.
pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<String>,
}

impl Table {
    pub(crate) fn new(columns: Vec<&'static str>) -> Self {
        Table {
            columns,
            rows: Vec::new(),
        }
    }

    /// Shows it at once, too: the whole table takes its time.
    pub(crate) fn add(&mut self, row: &Row) {
        let cells = self.columns.iter().map(|column| {
            let mut cells = row.cells.iter();
            let cell = cells.find(|(candidate, _)| candidate == column);
            cell.map_or("-", |(_, text)| text)
        });
        let cells = cells.collect::<Vec<&str>>().join(" | ");
        let row = format!("| `{}` | {} | {cells} |", row.id, row.what);
        eprintln!("{row}");
        self.rows.push(row);
    }

    pub(crate) fn print(&self) {
        println!("| row | what | {} |", self.columns.join(" | "));
        println!("|---|---|{}", "---|".repeat(self.columns.len()));
        for row in &self.rows {
            println!("{row}");
        }
    }
}

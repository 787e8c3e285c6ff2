//! The list as a table, for people to read.

use std::fmt;

use reattempt_runtime::__private::{Column, Rounded, Table};

use super::{RegisteredSite, Sites};

/// With names of this length and numbers of the length of their headings, 120 columns are full.
const LONGEST_NAME: usize = 45;

const COLUMNS: [Column; 8] = [
    Column::Text {
        name: "site",
        most: LONGEST_NAME,
    },
    Column::Number("needed retry"),
    Column::Number("retries"),
    Column::Number("waited"),
    Column::Number("mean delay"),
    Column::Number("recovered"),
    Column::Number("gave up"),
    Column::Number("success"),
];

type Row = [String; COLUMNS.len()];

impl fmt::Display for Sites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<Row> = self.iter().map(|site| self.row(site)).collect();
        let table = Table::new(COLUMNS, &rows);
        table.write_names(f)?;
        for (site, row) in self.iter().zip(&rows) {
            writeln!(f)?;
            table.write_row(row, f)?;
            if f.alternate() {
                site.write_details(f)?;
            }
        }
        Ok(())
    }
}

impl Sites {
    fn row(&self, site: &RegisteredSite) -> Row {
        let counts = site.counts();
        let mean_delay = counts.mean_delay().map(|delay| Rounded(delay).to_string());
        let success = counts.success_rate().map(percent);
        [
            self.label(site),
            counts.needed_retry().to_string(),
            counts.retries().to_string(),
            Rounded(counts.waited()).to_string(),
            mean_delay.unwrap_or_else(|| "-".to_owned()),
            counts.recovered().to_string(),
            counts.gave_up().to_string(),
            success.unwrap_or_else(|| "-".to_owned()),
        ]
    }

    /// The name, with the place if others have the same.
    fn label(&self, site: &RegisteredSite) -> String {
        let of_that_name = self.iter().filter(|other| other.name() == site.name());
        match of_that_name.count() {
            1 => site.name().to_owned(),
            _ => site.site.to_string(),
        }
    }
}

impl RegisteredSite {
    fn write_details(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n    {}:{}: ", self.file(), self.line())?;
        match self.policy() {
            Some(policy) => write!(f, "{policy}")?,
            None => f.write_str("policy evaluated at each call")?,
        }
        let reasons = self.counts.reasons();
        write_counts(
            "gave up",
            reasons.map(|(reason, n)| (reason.as_str(), n)),
            f,
        )?;
        write_counts("errors", self.counts.errors(), f)?;
        match self.counts.unfinished() {
            0 => Ok(()),
            calls => write!(f, "\n    unfinished: {calls}"),
        }
    }
}

/// One line, or none if nothing was counted.
fn write_counts<'a>(
    title: &str,
    counts: impl Iterator<Item = (&'a str, u64)>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let counts: Vec<_> = counts.map(|(name, n)| format!("{name} {n}")).collect();
    if counts.is_empty() {
        return Ok(());
    }
    write!(f, "\n    {title}: {}", counts.join(", "))
}

/// Rounded down, so that 100% is all.
fn percent(share: f64) -> String {
    format!("{:.1}%", (share * 1000.0).floor() / 10.0)
}

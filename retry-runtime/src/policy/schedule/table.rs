//! A schedule as a table for people.

use core::fmt;

use super::{Band, Schedule, ScheduledAttempt};
use crate::text::duration::{Exact, Rounded};
use crate::text::table::{Column, SPACE, Table};

/// A longer table nobody reads in full.
const SHOWN: usize = 12;

const COLUMNS: [Column; 7] = [
    Column::Number("attempt"),
    Column::Number("lowest"),
    Column::Number("mean"),
    Column::Number("highest"),
    Column::Number("lowest"),
    Column::Number("mean"),
    Column::Number("highest"),
];

type Row = [String; COLUMNS.len()];

/// At most 12 rows, fewer if `max_elapsed` is over before; further lines say how it goes on.
impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let limit = self.policy.max_elapsed();
        let mut rows: Vec<Row> = self
            .clone()
            .take(SHOWN + 1)
            .take_while(|attempt| limit.is_none_or(|limit| attempt.waited().lowest() <= limit))
            .map(row)
            .collect();
        let goes_on = rows.len() > SHOWN;
        rows.truncate(SHOWN);

        let table = Table::new(COLUMNS, &rows);
        write_groups(table.widths(), f)?;
        writeln!(f)?;
        table.write_names(f)?;
        for row in &rows {
            writeln!(f)?;
            table.write_row(row, f)?;
        }

        match self.policy.max_attempts() {
            Some(attempts) if goes_on => write!(f, "\nand so on, up to attempt {attempts}")?,
            None if goes_on => f.write_str("\nand so on, without end")?,
            _ => {}
        }
        match limit {
            Some(limit) => write!(
                f,
                "\nat most {} in all, the attempts included",
                Exact(limit)
            ),
            None => Ok(()),
        }
    }
}

fn row(attempt: ScheduledAttempt) -> Row {
    let delay = match attempt.number() {
        // Nothing is waited for, which is not the same as for no time.
        1 => ["-"; 3].map(str::to_owned),
        _ => cells(attempt.delay()),
    };
    let mut row = Row::default();
    row[0] = attempt.number().to_string();
    row[1..4].clone_from_slice(&delay);
    row[4..].clone_from_slice(&cells(attempt.waited()));
    row
}

fn cells(band: Band) -> [String; 3] {
    [band.lowest(), band.mean(), band.highest()].map(|time| Rounded(time).to_string())
}

/// What three columns each are about, above the middle of them.
fn write_groups(widths: &[usize; COLUMNS.len()], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let three = |from: usize| widths[from..from + 3].iter().sum::<usize>() + 2 * SPACE.len();
    let (attempt, delay, waited) = (widths[0], three(1), three(4));
    let line = format!(
        "{:attempt$}{SPACE}{:^delay$}{SPACE}{:^waited$}",
        "", "delay before it", "waited so far",
    );
    f.write_str(line.trim_end())
}

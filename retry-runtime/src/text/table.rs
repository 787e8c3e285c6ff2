//! Tables for people: rows of cells under names, in columns that line up.

use core::fmt;

/// What stands between two columns.
pub(crate) const SPACE: &str = "  ";

/// What a column holds, under what name.
#[derive(Clone, Copy)]
pub enum Column {
    /// Words, which begin at the left, in a column that is made no wider than `most` for them.
    Text {
        /// What stands above.
        name: &'static str,
        /// In characters.
        most: usize,
    },
    /// Numbers and times, which end at the right.
    Number(&'static str),
}

impl Column {
    const fn name(&self) -> &'static str {
        match self {
            Self::Text { name, .. } | Self::Number(name) => name,
        }
    }

    fn width<'a>(&self, cells: impl Iterator<Item = &'a str>) -> usize {
        let widest = cells.map(width).max().unwrap_or(0);
        let wanted = widest.max(self.name().len());
        match self {
            Self::Text { most, .. } => wanted.min(*most),
            Self::Number(_) => wanted,
        }
    }
}

/// Columns, as wide as their cells ask for.
pub struct Table<const COLUMNS: usize> {
    columns: [Column; COLUMNS],
    widths: [usize; COLUMNS],
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// Finds out the widths.
    pub fn new(columns: [Column; COLUMNS], rows: &[[String; COLUMNS]]) -> Self {
        let widths = core::array::from_fn(|column| {
            columns[column].width(rows.iter().map(|row| row[column].as_str()))
        });
        Self { columns, widths }
    }

    pub(crate) const fn widths(&self) -> &[usize; COLUMNS] {
        &self.widths
    }

    /// Writes the names of the columns, without the end of the line.
    ///
    /// # Errors
    /// Those of writing.
    pub fn write_names(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(self.columns.map(|column| column.name()), f)
    }

    /// Writes a row, without the end of the line.
    ///
    /// # Errors
    /// Those of writing.
    pub fn write_row(&self, row: &[String; COLUMNS], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(row.each_ref().map(String::as_str), f)
    }

    fn write(&self, cells: [&str; COLUMNS], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.columns.iter().zip(self.widths).zip(cells);
        for (number, ((column, width), cell)) in columns.enumerate() {
            if number > 0 {
                f.write_str(SPACE)?;
            }
            match column {
                // What does not fit has a line of its own.
                Column::Text { .. } if self::width(cell) > width => {
                    write!(f, "{cell}\n{:width$}", "")?;
                }
                Column::Text { .. } => write!(f, "{cell:<width$}")?,
                Column::Number(_) => write!(f, "{cell:>width$}")?,
            }
        }
        Ok(())
    }
}

/// In characters: a micro sign is two bytes.
fn width(cell: &str) -> usize {
    cell.chars().count()
}

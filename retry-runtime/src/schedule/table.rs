//! A schedule as a table for people.

use core::fmt;
use core::time::Duration;

use super::{Band, Schedule, ScheduledAttempt};
use crate::nanos;
use crate::policy_display::Human;

/// A longer table nobody reads in full.
const SHOWN: usize = 12;

const NAMES: [&str; 7] = [
    "attempt", "lowest", "mean", "highest", "lowest", "mean", "highest",
];
const SPACE: &str = "  ";

type Row = [String; NAMES.len()];

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

        let widths = widths(&rows);
        write_groups(&widths, f)?;
        write_row(&NAMES.map(str::to_owned), &widths, f)?;
        for row in &rows {
            write_row(row, &widths, f)?;
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
                Human(limit)
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
    [band.lowest(), band.mean(), band.highest()].map(|time| Short(time).to_string())
}

/// A time of a table, rounded to what the eye takes in: `750ms`, `1.235s`, `2m30s`, `1h5m`, `3d4h`.
struct Short(Duration);

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

impl Short {
    /// To a thousandth of the unit it is printed in, above a minute to the smaller of two units.
    fn rounded(&self) -> Duration {
        const SECOND: u64 = 1_000_000_000;
        let nanos = nanos::from_duration(self.0);
        let step = match self.0.as_secs() {
            0 if nanos < 1_000_000 => 1,
            0 => 1_000,
            1..MINUTE => 1_000_000,
            MINUTE..HOUR => SECOND,
            HOUR..DAY => MINUTE * SECOND,
            DAY.. => HOUR * SECOND,
        };
        Duration::from_nanos(nanos.saturating_add(step / 2) / step * step)
    }
}

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.rounded();
        let (whole, unit, rest, smaller) = match time.as_secs() {
            0 if time.is_zero() => return f.write_str("0s"),
            ..=MINUTE => return write!(f, "{time:?}"),
            secs @ ..HOUR => (secs / MINUTE, 'm', secs % MINUTE, 's'),
            secs @ HOUR..DAY => (secs / HOUR, 'h', secs % HOUR / MINUTE, 'm'),
            secs @ DAY.. => (secs / DAY, 'd', secs % DAY / HOUR, 'h'),
        };
        write!(f, "{whole}{unit}")?;
        match rest {
            0 => Ok(()),
            rest => write!(f, "{rest}{smaller}"),
        }
    }
}

fn widths(rows: &[Row]) -> [usize; NAMES.len()] {
    core::array::from_fn(|column| {
        // A micro sign is two bytes.
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(NAMES[column].len())
    })
}

/// What three columns each are about, above the middle of them.
fn write_groups(widths: &[usize; NAMES.len()], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let three = |from: usize| widths[from..from + 3].iter().sum::<usize>() + 2 * SPACE.len();
    let (attempt, delay, waited) = (widths[0], three(1), three(4));
    let line = format!(
        "{:attempt$}{SPACE}{:^delay$}{SPACE}{:^waited$}",
        "", "delay before it", "waited so far",
    );
    f.write_str(line.trim_end())
}

fn write_row(row: &Row, widths: &[usize; NAMES.len()], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        let before = if column == 0 { "\n" } else { SPACE };
        write!(f, "{before}{cell:>width$}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_and_carry_to_the_next_unit() {
        let short = |nanos| Short(Duration::from_nanos(nanos)).to_string();
        for (nanos, expected) in [
            (0, "0s"),
            (1, "1ns"),
            (999_999, "999.999µs"),
            (1_000_499, "1ms"),
            (1_234_500, "1.235ms"),
            (999_999_500, "1s"),
            (1_234_567_890, "1.235s"),
            (59_999_500_000, "60s"),
            (60_400_000_000, "60s"),
            (60_500_000_000, "1m1s"),
            (150_000_000_000, "2m30s"),
            (3_599_500_000_000, "1h"),
            (3_900_000_000_000, "1h5m"),
            (86_399_000_000_000, "1d"),
            (270_000_000_000_000, "3d3h"),
            (u64::MAX, "213503d23h"),
        ] {
            assert_eq!(short(nanos), expected);
        }
    }
}

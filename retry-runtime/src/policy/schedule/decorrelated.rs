//! How the delays of a decorrelated backoff are distributed.

use core::fmt;
use core::ops::RangeInclusive;

/// Cells of the grid from a delay to three times that. With so many a mean is off by less than a
/// thousandth, however far the cap is above the first delay.
const CELLS: usize = 128;

/// The distribution of one delay after the other, where each is drawn evenly from the lowest to three
/// times the one before, or to the cap if that is less.
///
/// It is kept as the chances of cells, each even within. Their edges grow by the same factor, so that
/// three times an edge is an edge again. Nothing but `+`, `-`, `*` and `/` is done to the numbers: they
/// come out the same on every machine.
#[derive(Clone)]
pub(super) struct Distribution {
    /// Cells in which a delay triples.
    tripled: usize,
    /// From the lowest delay to the cap, one more than there are cells.
    edges: Vec<f64>,
    /// How likely a delay is in the cell.
    chances: Vec<f64>,
    /// How likely the delay after one in the cell is in a nanosecond that it always may be in.
    next: Vec<f64>,
    /// Which delay it is, from 1.
    retry: u32,
}

/// The numbers say little to people, and there are hundreds.
impl fmt::Debug for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Distribution")
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

impl Distribution {
    /// Of the first delay, drawn from `first`. Wants `cap` above three times its lower end and above
    /// its upper.
    pub(super) fn new(first: &RangeInclusive<u64>, cap: u64) -> Self {
        /// The 128th root of 3.
        const STEP: f64 = 1.008_619_847_269_471_6;
        Self::with_grid(CELLS, STEP, first, cap)
    }

    fn with_grid(tripled: usize, step: f64, first: &RangeInclusive<u64>, cap: u64) -> Self {
        let [lowest, highest, cap] = [*first.start(), *first.end(), cap].map(float);
        // One value is no cell: the second delay is the first to be spread.
        let (retry, highest) = if highest > lowest {
            (1, highest)
        } else {
            (2, 3.0 * lowest)
        };
        let edges = edges(tripled, step, [lowest, highest, cap]);
        let cells = edges.windows(2);
        let chance = |cell: &[f64]| {
            if cell[1] <= highest {
                (cell[1] - cell[0]) / (highest - lowest)
            } else {
                0.0
            }
        };
        Self {
            tripled,
            chances: cells.clone().map(chance).collect(),
            next: cells.map(|cell| next_chance(cell, lowest, cap)).collect(),
            edges,
            retry,
        }
    }

    /// The mean of delay number `retry`. No later one may have been asked for before.
    pub(super) fn mean(&mut self, retry: u32) -> u64 {
        while self.retry < retry {
            self.step();
        }
        let cells = self.edges.windows(2).zip(&self.chances);
        let mean = cells.map(|(cell, chance)| chance * cell[0].midpoint(cell[1]));
        rounded(mean.sum())
    }

    fn step(&mut self) {
        // What a nanosecond gets from this cell and those above it.
        let mut from_here = self.next.clone();
        let mut sum = 0.0;
        for (from_here, chance) in from_here.iter_mut().zip(&self.chances).rev() {
            sum += *from_here * chance;
            *from_here = sum;
        }
        let chance = |cell: usize| {
            let width = self.edges[cell + 1] - self.edges[cell];
            let Some(third) = cell.checked_sub(self.tripled) else {
                return width * from_here[0];
            };
            // What a third of this cell does not give to the cells below, it gives to this one.
            let below = self.edges[cell] - self.edges[0];
            let rest = 1.0 - below * self.next[third];
            width * from_here[third + 1] + self.chances[third] * rest
        };
        self.chances = (0..self.chances.len()).map(chance).collect();
        self.retry += 1;
    }
}

/// Such that `highest` is one, and three times an edge is one, but for the two ends.
fn edges(tripled: usize, step: f64, [lowest, highest, cap]: [f64; 3]) -> Vec<f64> {
    let mut edges = Vec::new();
    let mut edge = highest;
    // No cell of nothing but an error of rounding.
    while edge > lowest * (1.0 + 1e-9) {
        edges.push(edge);
        edge /= step;
    }
    edges.push(lowest);
    edges.reverse();
    loop {
        let edge = match edges.len().checked_sub(tripled) {
            // Not from the one before, so that no errors of rounding add up.
            Some(third @ 1..) => edges[third] * 3.0,
            _ => edges[edges.len() - 1] * step,
        };
        if edge >= cap {
            break;
        }
        edges.push(edge);
    }
    edges.push(cap);
    edges
}

/// The mean of `1 / (min(3 * delay, cap) - lowest)` over a cell, by Simpson's rule.
fn next_chance(cell: &[f64], lowest: f64, cap: f64) -> f64 {
    let (low, high) = (cell[0], cell[1]);
    let capped_from = (cap / 3.0).clamp(low, high);
    let at = |delay: f64| 1.0 / (3.0 * delay - lowest);
    let middle = low.midpoint(capped_from);
    let below = (at(low) + 4.0 * at(middle) + at(capped_from)) / 6.0 * (capped_from - low);
    let above = (high - capped_from) / (cap - lowest);
    (below + above) / (high - low)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "far below the error of the grid"
)]
fn float(nanos: u64) -> f64 {
    nanos as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, and saturating"
)]
fn rounded(nanos: f64) -> u64 {
    (nanos + 0.5) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOWEST: u64 = 1_000_000;
    /// One value, a few in the first cell, an uneven number of cells, and the usual.
    const FIRST: [u64; 4] = [LOWEST, LOWEST + 4000, 2_345_678, 3 * LOWEST];
    const CAPS: [u64; 6] = [3_010_000, 5_000_000, 60_000_000, 1 << 33, 1 << 47, u64::MAX];

    fn distributions(cells: i32) -> impl Iterator<Item = Distribution> {
        let step = 3.0_f64.powf(1.0 / f64::from(cells));
        let cells = usize::try_from(cells).unwrap();
        let of = move |highest, cap| Distribution::with_grid(cells, step, &(LOWEST..=highest), cap);
        let all = FIRST
            .into_iter()
            .flat_map(move |first| CAPS.map(|cap| of(first, cap)));
        let farthest = Distribution::with_grid(cells, step, &(1..=3), u64::MAX);
        all.chain([farthest])
    }

    #[test]
    fn three_times_an_edge_is_an_edge() {
        let grid = Distribution::new(&(1..=3), u64::MAX);
        let inner = &grid.edges[..grid.edges.len() - 1];
        assert!(inner.len() > 40 * CELLS);
        for (low, high) in inner.iter().zip(&inner[CELLS..]) {
            assert!((high / low - 3.0).abs() < 1e-12);
        }
    }

    /// The error falls with the square of the width of the cells: half the width takes away three
    /// quarters of it.
    #[test]
    fn a_mean_is_off_by_less_than_a_thousandth() {
        for (mut coarse, mut fine) in distributions(128).zip(distributions(256)) {
            for retry in 2..150 {
                let [coarse, fine] = [&mut coarse, &mut fine].map(|grid| float(grid.mean(retry)));
                // Each is rounded to a nanosecond.
                let error = ((coarse - fine).abs() - 1.0) / fine;
                assert!(error < 0.000_75, "{error} at {retry}: {coarse} and {fine}");
            }
        }
    }

    #[test]
    fn the_chances_of_all_cells_are_one() {
        for mut grid in distributions(128) {
            for retry in [1, 2, 10, 100] {
                grid.mean(retry);
                let sum: f64 = grid.chances.iter().sum();
                assert!((sum - 1.0).abs() < 1e-9, "{sum} at {retry}");
                assert!(grid.chances.iter().all(|chance| *chance >= 0.0));
            }
        }
    }
}

//! The metrics that the guide lists.

use std::collections::BTreeMap;

const GUIDE: &str = include_str!("../../src/guide/observing.md");

/// Each with its labels.
pub(crate) struct Documented(BTreeMap<String, Vec<String>>);

impl Documented {
    pub(crate) fn read() -> Self {
        let metrics = GUIDE.lines().filter_map(|line| {
            let mut cells = line.strip_prefix("| `reattempt_")?.split(" | ");
            let name = cells.next()?.trim_end_matches('`');
            let _kind = cells.next()?;
            let labels = cells
                .next()?
                .split(", ")
                .map(|label| label.trim_matches('`').to_owned());
            Some((format!("reattempt_{name}"), labels.collect()))
        });
        let metrics: BTreeMap<_, _> = metrics.collect();
        assert!(metrics.len() > 4, "{metrics:?}");
        Self(metrics)
    }

    pub(crate) fn metrics(&self) -> impl Iterator<Item = (&String, &Vec<String>)> {
        self.0.iter()
    }

    /// The metric of that name, which has these labels; the panic says that the guide does not know it.
    #[track_caller]
    pub(crate) fn metric(&self, name: &str, labels: &[&str]) -> String {
        let known = self
            .0
            .get(name)
            .unwrap_or_else(|| panic!("the guide does not list {name}"));
        for label in labels {
            assert!(
                known.iter().any(|known| known == label),
                "{name} has no label {label}"
            );
        }
        name.to_owned()
    }
}

/// Prometheus shows a histogram as three metrics.
pub(crate) fn without_suffix(metric: &str) -> &str {
    let suffixes = ["_bucket", "_sum", "_count"];
    let short = suffixes
        .iter()
        .find_map(|suffix| metric.strip_suffix(suffix));
    short.unwrap_or(metric)
}

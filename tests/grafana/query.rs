//! What a query of Prometheus asks for, as far as this dashboard writes such.

use std::collections::BTreeMap;

#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) selectors: Vec<Selector>,
    pub(crate) grouped_by: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) metric: String,
    /// Each with the value that it must have, if it is one.
    pub(crate) labels: BTreeMap<String, Option<String>>,
}

impl Query {
    pub(crate) fn parse(expr: &str) -> Self {
        let selectors = expr
            .match_indices("reattempt_")
            .map(|(at, _)| Selector::parse(&expr[at..]));
        let grouped_by = expr.split("by (").skip(1).flat_map(|rest| {
            let labels = rest.split(')').next().unwrap();
            labels.split(", ").map(str::to_owned).collect::<Vec<_>>()
        });
        Self {
            selectors: selectors.collect(),
            grouped_by: grouped_by.collect(),
        }
    }
}

impl Selector {
    fn parse(text: &str) -> Self {
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = text.find(|c| !is_of_name(c)).unwrap_or(text.len());
        let (metric, rest) = text.split_at(end);
        let matchers = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split('}').next());
        let matchers = matchers
            .unwrap_or_default()
            .split(", ")
            .filter(|matcher| !matcher.is_empty());
        let labels = matchers.map(|matcher| {
            let (label, value) = matcher.split_once('=').expect(matcher);
            let is_equal = value.starts_with('"') && !label.ends_with('!');
            let value = is_equal.then(|| value.trim_matches('"').to_owned());
            (label.trim_end_matches('!').to_owned(), value)
        });
        Self {
            metric: metric.to_owned(),
            labels: labels.collect(),
        }
    }
}

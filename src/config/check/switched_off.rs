//! What is said of functions that are switched off: the switch works whatever else the environment holds.

use std::collections::HashMap;

use super::SiteSettings;
use super::pattern::Pattern;
use crate::config::problem::{Problem, Problems};
use crate::config::source::Source;

/// Whether it is no problem of a function that is switched off: what a variable sets matters to none, and who
/// throws the switch may not know what else there is.
pub(super) fn is_passed_over(problem: &Problem) -> bool {
    matches!(problem.source, Source::Variable(_)) && problem.key.is_some()
}

/// Passes over those problems whose pattern matches functions that are switched off and no others.
pub(super) fn pass_over(problems: &mut Problems, sites: &[SiteSettings]) {
    let mut are_off: HashMap<String, bool> = HashMap::new();
    problems.retain(|problem| match &problem.pattern {
        Some(text) if is_passed_over(problem) => {
            let are_off = are_off.entry(text.clone());
            !*are_off.or_insert_with(|| all_are_off(&Pattern::new(text), sites))
        }
        _ => true,
    });
}

fn all_are_off(pattern: &Pattern, sites: &[SiteSettings]) -> bool {
    let mut matching = sites
        .iter()
        .filter(|site| pattern.matches(site.site.name()))
        .peekable();
    matching.peek().is_some() && matching.all(|site| site.all.are_off())
}

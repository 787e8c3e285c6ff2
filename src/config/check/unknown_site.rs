//! Patterns that match no site.

use super::nearest::nearest;
use super::pattern::Pattern;
use crate::config::problem::ProblemKind;

/// What is wrong with `pattern`; `sites` are the names of all, in order.
pub(super) fn find(pattern: &Pattern, sites: &[&'static str]) -> Option<ProblemKind> {
    if pattern.is_everything() || sites.iter().any(|site| pattern.matches(site)) {
        return None;
    }
    let mut sites = sites.to_vec();
    sites.dedup();
    Some(ProblemKind::UnknownSite {
        nearest: nearest_site(pattern, &sites),
        sites,
    })
}

/// Of a pattern, what stands in it is compared with the beginning and the end of each name.
fn nearest_site(pattern: &Pattern, sites: &[&'static str]) -> Option<&'static str> {
    let text = pattern.as_str().replace('*', "");
    let length = text.chars().count();
    let cut = |site: &&'static str| {
        if pattern.is_exact() {
            return vec![*site];
        }
        let chars = site.char_indices().map(|(at, _)| at);
        let start = chars.clone().nth(length).unwrap_or(site.len());
        let end = chars.rev().take(length).last().unwrap_or(0);
        vec![*site, &site[..start], &site[end..]]
    };
    let parts = sites
        .iter()
        .flat_map(|site| cut(site).into_iter().map(move |part| (part, *site)));
    let parts: Vec<_> = parts.collect();
    let found = nearest(&text, parts.iter().map(|(part, _)| *part))?;
    parts
        .iter()
        .find(|(part, _)| *part == found)
        .map(|(_, site)| *site)
}

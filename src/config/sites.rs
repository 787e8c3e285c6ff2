//! Names that no annotated function has.

use super::names::nearest;
use super::pattern::Pattern;
use super::problem::ProblemKind;
use reattempt_runtime::Site;

/// What is wrong with a pattern that matches no site.
pub(crate) fn unknown(pattern: &Pattern) -> Option<ProblemKind> {
    let mut sites: Vec<&'static str> = crate::sites::in_order()
        .into_iter()
        .map(Site::name)
        .collect();
    sites.dedup();
    if pattern.is_everything() || sites.iter().any(|site| pattern.matches(site)) {
        return None;
    }
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

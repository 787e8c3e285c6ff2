//! Patterns that match no site.

use std::collections::HashSet;
use std::sync::Arc;

use reattempt_runtime::__private::settings::nearest::nearest;

use super::pattern::Pattern;
use crate::config::problem::ProblemKind;

/// For so many patterns the nearest site is looked for, which takes a while where there are many sites.
const SUGGESTIONS: usize = 20;

pub(super) struct UnknownSites {
    /// The names of all sites, in order.
    sites: Arc<[&'static str]>,
    names: HashSet<&'static str>,
    suggestions: usize,
}

impl UnknownSites {
    /// `sites` are the names of all, in order.
    pub(super) fn new(sites: &[&'static str]) -> Self {
        let mut sites = sites.to_vec();
        sites.dedup();
        Self {
            names: sites.iter().copied().collect(),
            sites: sites.into(),
            suggestions: 0,
        }
    }

    /// What is wrong with `pattern`.
    pub(super) fn find(&mut self, pattern: &Pattern) -> Option<ProblemKind> {
        let is_known = if pattern.is_exact() {
            self.names.contains(pattern.as_str())
        } else {
            pattern.is_everything() || self.sites.iter().any(|site| pattern.matches(site))
        };
        if is_known {
            return None;
        }
        self.suggestions += 1;
        let suggests = self.suggestions <= SUGGESTIONS;
        Some(ProblemKind::UnknownSite {
            nearest: suggests
                .then(|| nearest_site(pattern, &self.sites))
                .flatten(),
            sites: Arc::clone(&self.sites),
        })
    }
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

#[cfg(test)]
mod tests {
    use super::{Pattern, ProblemKind, SUGGESTIONS, UnknownSites};

    #[test]
    fn the_nearest_site_is_looked_for_so_many_times_and_no_more() {
        let mut sites = UnknownSites::new(&["deploy.login", "deploy.upload"]);
        assert_eq!(sites.find(&Pattern::new("deploy.*")), None);
        assert_eq!(sites.find(&Pattern::new("deploy.upload")), None);
        let mut is_told = || {
            let kind = sites.find(&Pattern::new("deploy.uplaod"));
            matches!(
                kind,
                Some(ProblemKind::UnknownSite {
                    nearest: Some("deploy.upload"),
                    ..
                })
            )
        };
        assert!((0..SUGGESTIONS).all(|_| is_told()));
        assert!(!is_told());
    }
}

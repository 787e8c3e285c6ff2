//! Patterns that match no site.

use std::collections::HashSet;
use std::sync::Arc;

use reattempt_runtime::__private::settings::nearest::nearest;

use super::pattern::Pattern;
use crate::config::problem::ProblemKind;
use crate::sites::in_order;

/// For so many patterns the nearest site is looked for, which takes a while where there are many sites.
const SUGGESTIONS: usize = 20;

pub(super) struct UnknownSites {
    /// The names of all sites, in order.
    sites: Arc<[&'static str]>,
    names: HashSet<String>,
    guards: Arc<[String]>,
    suggestions: usize,
}

impl UnknownSites {
    /// `sites` are the names of all, in order, `guards` those of budgets and breakers.
    pub(super) fn new<'a>(
        sites: &[&'static str],
        guards: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let mut sites = sites.to_vec();
        sites.dedup();
        let mut guards: Vec<String> = guards.into_iter().map(str::to_owned).collect();
        guards.sort_unstable();
        guards.dedup();
        let names = sites.iter().map(|site| (*site).to_owned());
        Self {
            names: names.chain(guards.iter().cloned()).collect(),
            sites: sites.into(),
            guards: guards.into(),
            suggestions: 0,
        }
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let guards = self.guards.iter().map(String::as_str);
        self.sites.iter().copied().chain(guards)
    }

    /// What is wrong with `pattern`, for which numbers of guards are written or not.
    pub(super) fn find(&mut self, pattern: &Pattern, sets_guards: bool) -> Option<ProblemKind> {
        let is_known = if pattern.is_exact() {
            self.names.contains(pattern.as_str())
        } else {
            pattern.is_everything() || self.all().any(|name| pattern.matches(name))
        };
        if is_known {
            return None;
        }
        self.suggestions += 1;
        let suggests = self.suggestions <= SUGGESTIONS;
        Some(ProblemKind::UnknownSite {
            nearest: suggests
                .then(|| nearest_name(pattern, &self.all().collect::<Vec<_>>()))
                .flatten(),
            sites: Arc::clone(&self.sites),
            guards: sets_guards.then(|| Arc::clone(&self.guards)),
        })
    }
}

/// That a pattern matches no function.
pub(in crate::config) struct NoSuchSite {
    /// The name that comes closest.
    pub(in crate::config) name: Option<String>,
}

/// What is wrong with a pattern that is for functions alone.
pub(in crate::config) fn nearest_site(pattern: &Pattern) -> Option<NoSuchSite> {
    let names: Vec<_> = in_order().iter().map(|site| site.name()).collect();
    match UnknownSites::new(&names, []).find(pattern, false)? {
        ProblemKind::UnknownSite { nearest, .. } => Some(NoSuchSite { name: nearest }),
        _ => None,
    }
}

/// Of a pattern, what stands in it is compared with the beginning and the end of each name.
fn nearest_name(pattern: &Pattern, names: &[&str]) -> Option<String> {
    let text = pattern.as_str().replace('*', "");
    let length = text.chars().count();
    let parts = names.iter().flat_map(|name| {
        if pattern.is_exact() {
            return vec![(*name, *name)];
        }
        let chars = name.char_indices().map(|(at, _)| at);
        let start = chars.clone().nth(length).unwrap_or(name.len());
        let end = chars.rev().take(length).last().unwrap_or(0);
        let cut = [*name, &name[..start], &name[end..]];
        cut.map(|part| (part, *name)).to_vec()
    });
    let parts: Vec<_> = parts.collect();
    let found = nearest(&text, parts.iter().map(|(part, _)| *part))?;
    parts
        .iter()
        .find(|(part, _)| *part == found)
        .map(|(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Pattern, ProblemKind, SUGGESTIONS, UnknownSites};

    #[test]
    fn the_nearest_site_is_looked_for_so_many_times_and_no_more() {
        let mut sites = UnknownSites::new(&["deploy.login", "deploy.upload"], ["link"]);
        assert_eq!(sites.find(&Pattern::new("deploy.*"), false), None);
        assert_eq!(sites.find(&Pattern::new("deploy.upload"), false), None);
        assert_eq!(sites.find(&Pattern::new("link"), false), None);
        let mut is_told = || {
            let kind = sites.find(&Pattern::new("deploy.uplaod"), false);
            let nearest = match kind {
                Some(ProblemKind::UnknownSite { nearest, .. }) => nearest,
                _ => None,
            };
            nearest.as_deref() == Some("deploy.upload")
        };
        assert!((0..SUGGESTIONS).all(|_| is_told()));
        assert!(!is_told());
    }
}

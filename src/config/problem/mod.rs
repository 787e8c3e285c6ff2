//! What is wrong with a configuration, collected in one place and told at once. Uses the keys and the places
//! of settings.

mod kind;
mod words;

use core::fmt;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use reattempt_runtime::__private::Escaped;

pub use self::kind::ProblemKind;
use super::source::Source;

/// Why a configuration was not applied: everything that is wrong with it.
///
/// `Display` gives one line for each problem.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfigError {
    problems: Vec<Problem>,
}

impl ConfigError {
    /// At least one.
    pub(super) fn of(problems: impl IntoIterator<Item = Problem>) -> Self {
        Self {
            problems: problems.into_iter().collect(),
        }
    }

    /// All problems, at least one: what is wrong with a setting as it stands, in the order of the layers,
    /// then what contradicts something else.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl core::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            write!(f, "{}{problem}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// One thing that is wrong with a configuration.
///
/// `Display` gives one line: where it stands, what it is and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Problem {
    /// Where it stands.
    pub source: Source,
    /// The site or pattern that it is for; `None` if it is no setting.
    pub pattern: Option<String>,
    /// The key, as it was written in a file; of a variable or flag the key it stands for. `None` if
    /// it is no setting.
    pub key: Option<String>,
    /// The value, in a file as JSON and TOML write it, and cut short where it is long. `None` of a variable
    /// that is no setting: its value may be a secret.
    pub value: Option<String>,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        match (&self.source, &self.pattern, &self.key, &self.value) {
            (Source::File(_), Some(pattern), Some(key), Some(value)) => {
                let (key, value) = (Escaped(key), Escaped(value));
                write!(f, ": {pattern:?}: {key} = {value}")?;
            }
            // Of a flag that sets any key the key is part of what was typed.
            (Source::Flag("--retry-set"), _, Some(key), Some(value)) => {
                write!(f, " {}={}", Escaped(key), Escaped(value))?;
            }
            (Source::Variable(_) | Source::Flag(_), _, Some(_), Some(value)) => {
                write!(f, "={}", Escaped(value))?;
            }
            (_, Some(pattern), None, _) => write!(f, ": {pattern:?}")?,
            _ => {}
        }
        write!(f, ": {}", self.kind)
    }
}

/// In the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Vec<Problem>,
    /// Where each stands, by what it is without its sites.
    places: HashMap<Problem, usize>,
}

impl Problems {
    /// Adds a problem; one that differs from another by its sites alone adds them to that one. Those of one
    /// kind are to come in the order of their sites.
    pub(super) fn push(&mut self, mut problem: Problem) {
        match self.places.entry(problem.without_sites()) {
            Entry::Vacant(place) => {
                place.insert(self.found.len());
                self.found.push(problem);
            }
            Entry::Occupied(place) => {
                let known = self.found[*place.get()].kind.sites();
                let (Some(known), Some(new)) = (known, problem.kind.sites()) else {
                    return;
                };
                // Several sites may have one name.
                let last = known.last().copied();
                known.extend(new.iter().filter(|site| Some(**site) != last));
            }
        }
    }

    pub(super) fn extend(&mut self, problems: Self) {
        for problem in problems.found {
            self.push(problem);
        }
    }

    pub(super) fn retain(&mut self, keep: impl FnMut(&Problem) -> bool) {
        self.found.retain(keep);
        self.places.clear();
        let places = self.found.iter().enumerate();
        self.places = places
            .map(|(place, problem)| (problem.without_sites(), place))
            .collect();
    }

    /// Fails with all of them, if there is one.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        match self.found {
            problems if problems.is_empty() => Ok(()),
            problems => Err(ConfigError::of(problems)),
        }
    }
}

impl Problem {
    fn without_sites(&self) -> Self {
        let mut general = self.clone();
        general.kind.forget_sites();
        general
    }
}

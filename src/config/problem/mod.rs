//! What is wrong with a configuration, collected in one place and told at once. Uses the keys and the places
//! of settings.

mod kind;

use core::fmt;

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
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// Where it stands.
    pub source: Source,
    /// The site or pattern that it is for; `None` if it is no setting.
    pub pattern: Option<String>,
    /// The key, as it was written in a file; of a variable or flag the key it stands for. `None` if
    /// it is no setting.
    pub key: Option<String>,
    /// The value, in a file as JSON and TOML write it.
    pub value: Option<String>,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        match (&self.source, &self.pattern, &self.key, &self.value) {
            (Source::File(_), Some(pattern), Some(key), Some(value)) => {
                write!(f, ": {pattern:?}: {key} = {value}")?;
            }
            (Source::Variable(_) | Source::Flag(_), _, Some(_), Some(value)) => {
                write!(f, "={value}")?;
            }
            (_, Some(pattern), None, _) => write!(f, ": {pattern:?}")?,
            _ => {}
        }
        write!(f, ": {}", self.kind)
    }
}

/// In the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem; one that differs from another by its sites alone adds them to that one.
    pub(super) fn push(&mut self, mut problem: Problem) {
        let without_sites = |problem: &Problem| {
            let mut problem = problem.clone();
            problem.kind.sites().map(Vec::clear);
            problem
        };
        let general = without_sites(&problem);
        let same = self
            .0
            .iter_mut()
            .find(|other| without_sites(other) == general);
        match same.map(|same| (same.kind.sites(), problem.kind.sites())) {
            Some((Some(known), Some(new))) => {
                let new = new.iter().filter(|site| !known.contains(site)).copied();
                let new: Vec<_> = new.collect();
                known.extend(new);
            }
            Some(_) => {}
            None => self.0.push(problem),
        }
    }

    /// Fails with all of them, if there is one.
    pub(super) fn finish(self) -> Result<(), ConfigError> {
        match self.0 {
            problems if problems.is_empty() => Ok(()),
            problems => Err(ConfigError { problems }),
        }
    }
}

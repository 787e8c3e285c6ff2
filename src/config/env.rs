//! Variables of the environment.

use std::ffi::OsString;

use super::entry::{Entries, Layer};
use super::names::Names;
use super::pattern::Pattern;
use super::problem::{Problem, ProblemKind, Source};
use super::sites;

/// Variables that begin with a prefix are for the sites that a pattern matches.
#[derive(Clone, Debug)]
pub(super) struct Binding {
    pub(super) prefix: String,
    pub(super) pattern: String,
}

impl Binding {
    /// What follows the prefix and a `_` in the name of a variable.
    fn rest<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_prefix(self.prefix.as_str())?.strip_prefix('_')
    }

    /// The variable that `name` is read from.
    pub(super) fn variable(&self, name: &str) -> String {
        format!("{}_{}", self.prefix, name.to_uppercase())
    }
}

/// Reads `variables`; those in `own` are the program's.
pub(super) fn read(
    bindings: &[Binding],
    variables: impl IntoIterator<Item = (OsString, OsString)>,
    own: &[String],
    names: &Names,
    entries: &mut Entries,
) {
    for binding in bindings {
        if let Some(kind) = sites::unknown(&Pattern::new(&binding.pattern)) {
            entries.problems.push(Problem {
                source: Source::Variable(binding.variable("*")),
                pattern: Some(binding.pattern.clone()),
                key: None,
                value: None,
                kind,
            });
        }
    }
    let mut variables: Vec<(String, OsString)> = variables
        .into_iter()
        .filter_map(|(name, value)| Some((normal(name.into_string().ok()?), value)))
        .filter(|(name, value)| !value.is_empty() && !own.contains(name))
        .collect();
    variables.sort();
    for (name, value) in variables {
        // Of `DEPLOY` and `DEPLOY_UPLOAD` the longer one is meant.
        let bound = bindings
            .iter()
            .filter(|binding| binding.rest(&name).is_some());
        let longest = bound.clone().map(|binding| binding.prefix.len()).max();
        for binding in bound.filter(|binding| Some(binding.prefix.len()) == longest) {
            read_one(binding, &name, value.clone(), names, entries);
        }
    }
}

fn read_one(
    binding: &Binding,
    variable: &str,
    value: OsString,
    names: &Names,
    entries: &mut Entries,
) {
    let rest = binding.rest(variable).unwrap_or_default();
    let name = names.all().find(|(name, _)| name.to_uppercase() == rest);
    let source = Source::Variable(variable.to_owned());
    let problem = |key: &str, value: Option<String>, kind| Problem {
        source: source.clone(),
        pattern: Some(binding.pattern.clone()),
        key: Some(key.to_owned()),
        value,
        kind,
    };
    match (name, value.into_string()) {
        (Some(name), Ok(text)) => {
            entries.push_plain(Layer::Environment, source, &binding.pattern, name, &text);
        }
        (Some((name, _)), Err(_)) => {
            entries
                .problems
                .push(problem(name, None, ProblemKind::NotUnicode));
        }
        (None, value) => {
            let name = rest.to_lowercase();
            let value = value.unwrap_or_default();
            if let Some(instead) = names.instead_in_variable(&name, &value) {
                let kind = ProblemKind::UnknownKey { instead };
                entries.problems.push(problem(&name, Some(value), kind));
            }
        }
    }
}

/// On Windows the case of a name does not matter.
fn normal(name: String) -> String {
    if cfg!(windows) {
        name.to_uppercase()
    } else {
        name
    }
}

//! Variables of the environment.

use std::ffi::OsString;

use super::{Content, Found, Setting};
use crate::config::source::{Layer, Source};

/// Variables that begin with a prefix are for the sites that a pattern matches.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) prefix: String,
    pub(crate) pattern: String,
}

impl Binding {
    /// What follows the prefix and a `_` in the name of a variable.
    fn rest<'a>(&self, name: &'a str) -> Option<&'a str> {
        name.strip_prefix(self.prefix.as_str())?.strip_prefix('_')
    }

    /// The variable for the setting `name`.
    pub(crate) fn variable(&self, name: &str) -> String {
        format!("{}_{}", self.prefix, name.to_uppercase())
    }
}

/// Reads `variables`; those in `own` are the program's.
pub(super) fn read(
    bindings: &[Binding],
    variables: Vec<(OsString, OsString)>,
    own: &[String],
    found: &mut Vec<Found>,
) {
    found.extend(bindings.iter().map(|binding| Found::Pattern {
        source: Source::Variable(binding.variable("*")),
        pattern: binding.pattern.clone(),
    }));
    let mut variables: Vec<(String, OsString)> = variables
        .into_iter()
        .filter_map(|(name, value)| Some((normal(name.into_string().ok()?), value)))
        .filter(|(name, value)| !value.is_empty() && !own.contains(name))
        .collect();
    variables.sort();
    for (name, value) in variables {
        let bound = bindings
            .iter()
            .filter_map(|binding| Some((binding, binding.rest(&name)?)));
        // Of `DEPLOY` and `DEPLOY_UPLOAD` the longer one is meant.
        let longest = bound.clone().map(|(binding, _)| binding.prefix.len()).max();
        for (binding, rest) in bound.filter(|(binding, _)| Some(binding.prefix.len()) == longest) {
            found.push(Found::Setting(Setting {
                layer: Layer::Environment,
                source: Source::Variable(name.clone()),
                pattern: binding.pattern.clone(),
                content: Content::InVariable {
                    prefix: binding.prefix.clone(),
                    rest: rest.to_owned(),
                    value: value.clone(),
                },
            }));
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

//! One setting of one layer.

use super::key::{Key, Meaning};
use super::pattern::{Pattern, Precision};
use super::problem::{Problem, ProblemKind, Problems, Source};
use super::value::Value;

/// Where settings come from: a later layer overrides an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// By the order in which the files were added.
    File(usize),
    Environment,
    #[cfg(feature = "clap")]
    Flags,
}

/// One setting of one layer.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) layer: Layer,
    pub(super) source: Source,
    pub(super) pattern: Pattern,
    pub(super) key: Key,
    /// The key as it was written.
    pub(super) name: String,
    /// The value as it was written.
    pub(super) shown: String,
    /// `None` is one that could not be read, which is known already.
    pub(super) value: Option<Value>,
}

impl Entry {
    /// Of several settings of one key for one site the one of the highest rank counts.
    pub(super) fn rank(&self) -> (Layer, Precision) {
        (self.layer, self.pattern.precision())
    }

    /// Where it was written, for people.
    pub(super) fn origin(&self) -> String {
        match &self.source {
            Source::File(name) => format!("{name} {:?}", self.pattern.as_str()),
            source => source.to_string(),
        }
    }

    pub(super) fn problem(&self, kind: ProblemKind) -> Problem {
        Problem {
            source: self.source.clone(),
            pattern: Some(self.pattern.as_str().to_owned()),
            key: Some(self.name.clone()),
            value: Some(self.shown.clone()),
            kind,
        }
    }
}

/// All settings that were read, and what was wrong with those that were not.
#[derive(Debug, Default)]
pub(crate) struct Entries {
    pub(super) list: Vec<Entry>,
    pub(crate) problems: Problems,
}

impl Entries {
    /// Takes in a setting with what its value was read as.
    pub(super) fn push(&mut self, entry: Entry, value: Result<Value, ProblemKind>) {
        let value = value
            .map_err(|kind| self.problems.push(entry.problem(kind)))
            .ok();
        self.list.push(Entry { value, ..entry });
    }

    /// Takes in a setting whose value is text.
    pub(crate) fn push_plain(
        &mut self,
        layer: Layer,
        source: Source,
        pattern: &str,
        (name, meaning): (&str, Meaning),
        text: &str,
    ) {
        let entry = Entry {
            layer,
            source,
            pattern: Pattern::new(pattern),
            key: meaning.key(),
            name: name.to_owned(),
            shown: text.to_owned(),
            value: None,
        };
        self.push(entry, super::value::read_plain(meaning, text));
    }
}

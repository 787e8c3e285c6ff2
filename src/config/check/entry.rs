//! What was read, with what its names and values mean.

use std::collections::HashSet;
use std::sync::Arc;

use reattempt_runtime::__private::settings::names::Names;
use reattempt_runtime::__private::settings::value::node::{self, Node};
use reattempt_runtime::__private::settings::value::{self, Value, Wrong};
use reattempt_runtime::settings::{Key, Meaning};

use super::entries::Entries;
use super::pattern::{Pattern, Precision};
use super::unknown_site::UnknownSites;
use super::variable::{Variable, variable};
use crate::config::problem::{Problem, ProblemKind, Problems};
use crate::config::read::{Content, Found, Setting};
use crate::config::source::{Layer, Order, Source};

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(super) layer: Layer,
    order: Order,
    pub(super) key: Key,
    /// `None` is one that could not be read, which is known already.
    pub(super) value: Option<Value>,
    pub(super) written: Arc<Written>,
}

/// A setting as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) source: Source,
    pub(super) pattern: Pattern,
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Entry {
    pub(super) fn pattern(&self) -> &Pattern {
        &self.written.pattern
    }

    /// Of several settings of one key for one site the one of the highest rank counts.
    pub(super) fn rank(&self) -> (bool, Layer, Precision) {
        let is_named = self.pattern().is_exact() && self.key != Key::Enabled;
        let goes_first = self.order == Order::Names && is_named;
        (goes_first, self.layer, self.pattern().precision())
    }

    pub(super) fn problem(&self, kind: ProblemKind) -> Problem {
        self.written.problem(kind)
    }
}

impl Written {
    /// The word of an operator.
    pub(crate) fn by_operator(pattern: &str, enabled: bool) -> Self {
        Self {
            source: Source::Operator,
            pattern: Pattern::new(pattern),
            name: Key::Enabled.as_str().to_owned(),
            value: enabled.to_string(),
        }
    }

    pub(crate) fn pattern(&self) -> &str {
        self.pattern.as_str()
    }

    /// Where it was written, for people.
    pub(crate) fn origin(&self) -> String {
        match &self.source {
            Source::File(name) => format!("{name} {:?}", self.pattern()),
            Source::Operator => format!("{} {:?}", Source::Operator, self.pattern()),
            source => source.to_string(),
        }
    }

    fn problem(&self, kind: ProblemKind) -> Problem {
        Problem {
            source: self.source.clone(),
            pattern: Some(self.pattern().to_owned()),
            key: Some(self.name.clone()),
            value: Some(self.value.clone()),
            kind,
        }
    }
}

/// Everything that is a setting; what is none is a problem, or the program's own.
pub(super) fn entries(
    found: Vec<Found>,
    names: &Names,
    order: Order,
    mut unknown: UnknownSites,
    problems: &mut Problems,
) -> Entries {
    let mut entries = Entries::default();
    let of_guards = set_guards(&found, names);
    for found in found {
        match found {
            Found::Unreadable(problem) => problems.push(problem),
            Found::Pattern { source, pattern } => {
                if let Some(kind) =
                    unknown.find(&Pattern::new(&pattern), of_guards.contains(&pattern))
                {
                    problems.push(Problem {
                        source,
                        pattern: Some(pattern),
                        key: None,
                        value: None,
                        kind,
                    });
                }
            }
            Found::Setting(setting) => match understand(setting, names, order) {
                Understood::Entry(entry, None) => entries.push(entry),
                Understood::Entry(entry, Some(kind)) => {
                    problems.push(entry.problem(kind));
                    entries.push(entry);
                }
                Understood::Problem(problem) => problems.push(problem),
                Understood::NoSetting => {}
            },
        }
    }
    entries
}

/// The names and patterns for which a number of a guard is written.
fn set_guards(found: &[Found], names: &Names) -> HashSet<String> {
    let of_guard = |setting: &Setting| {
        let meaning = match &setting.content {
            Content::InFile { name, .. } => names.meaning(name),
            Content::InVariable { rest, .. } => names.meaning(&rest.to_lowercase()),
            #[cfg(feature = "clap")]
            Content::ByFlag { key, .. } => Some(Meaning::Key(*key)),
        };
        meaning.is_some_and(|meaning| meaning.key().guard().is_some())
    };
    let settings = found.iter().filter_map(|found| match found {
        Found::Setting(setting) if of_guard(setting) => Some(setting.pattern.clone()),
        _ => None,
    });
    settings.collect()
}

enum Understood {
    /// With what is wrong with its value.
    Entry(Entry, Option<ProblemKind>),
    Problem(Problem),
    /// A variable of the program's own.
    NoSetting,
}

fn understand(setting: Setting, names: &Names, order: Order) -> Understood {
    let Setting {
        layer,
        source,
        pattern,
        content,
    } = setting;
    let pattern = Pattern::new(&pattern);
    let written = |name: &str, value: String| Written {
        source,
        pattern,
        name: name.to_owned(),
        value,
    };
    match content {
        Content::InFile { name, value } => {
            let written = written(&name, value.to_string());
            if let Some(meaning) = names.meaning(&name) {
                written.entry((layer, order), meaning, value::read(meaning, &value))
            } else {
                let instead = instead(written.pattern(), &name, &value, names);
                Understood::Problem(written.problem(ProblemKind::UnknownKey { instead }))
            }
        }
        Content::InVariable {
            prefix,
            rest,
            value,
        } => match (variable(names, &prefix, &rest), value.into_string()) {
            (Variable::Setting(name, meaning), Ok(text)) => {
                let value = value::read_plain(meaning, &text);
                written(name, shown(text)).entry((layer, order), meaning, value)
            }
            (Variable::Setting(name, _), Err(_)) => {
                written(name, String::new()).without_value(ProblemKind::NotUnicode)
            }
            (Variable::Misspelt { name, instead }, _) => {
                let kind = ProblemKind::UnknownVariable { instead };
                written(name, String::new()).without_value(kind)
            }
            (Variable::Own, _) => Understood::NoSetting,
        },
        #[cfg(feature = "clap")]
        Content::ByFlag { key, value } => {
            let meaning = Meaning::Key(key);
            let read = value::read_plain(meaning, &value);
            written(key.as_str(), shown(value)).entry((layer, order), meaning, read)
        }
    }
}

/// What to do about a name that stands for nothing.
fn instead(pattern: &str, name: &str, value: &Node, names: &Names) -> String {
    match value {
        // TOML reads `[deploy.upload]` as a table in a table.
        Node::Table(_) if !["budget", "breaker"].contains(&name) => {
            format!("a name with a dot stands in quotes: write \"{pattern}.{name}\"")
        }
        value => names.instead(name, value),
    }
}

/// A value that was written as it is, cut short where it is long.
fn shown(value: String) -> String {
    match node::beginning(&value) {
        Some(beginning) => format!("{beginning}.."),
        None => value,
    }
}

impl Written {
    fn without_value(&self, kind: ProblemKind) -> Understood {
        let problem = self.problem(kind);
        Understood::Problem(Problem {
            value: None,
            ..problem
        })
    }

    fn entry(
        self,
        (layer, order): (Layer, Order),
        meaning: Meaning,
        value: Result<Value, Wrong>,
    ) -> Understood {
        let (value, wrong) = match value {
            Ok(value) => (Some(value), None),
            Err(wrong) => (None, Some(wrong.into())),
        };
        let entry = Entry {
            layer,
            order,
            key: meaning.key(),
            value,
            written: Arc::new(self),
        };
        Understood::Entry(entry, wrong)
    }
}

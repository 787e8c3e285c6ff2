//! Files, texts and sections.

use std::path::PathBuf;
use std::{fs, io};

use super::entry::{Entries, Entry, Layer};
use super::names::Names;
use super::pattern::Pattern;
use super::problem::{Problem, ProblemKind, Source};
use super::section::{Node, Section};
use super::{sites, value};

/// One layer of the kind "file", as the program named it.
#[derive(Clone, Debug)]
pub(super) enum Input {
    /// Read when the configuration is checked, so that it can be read again.
    File {
        path: PathBuf,
        required: bool,
    },
    Json {
        name: String,
        text: String,
    },
    Toml {
        name: String,
        text: String,
    },
    Section {
        name: String,
        section: Section,
    },
}

impl Input {
    pub(super) fn read(&self, index: usize, names: &Names, entries: &mut Entries) {
        let file = |name: &str| Source::File(name.to_owned());
        let (source, section) = match self {
            Self::File { path, required } => {
                let source = Source::File(path.display().to_string());
                let extension = path.extension().and_then(|extension| extension.to_str());
                let section = match fs::read_to_string(path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound && !required => return,
                    Err(error) => Err(ProblemKind::Unreadable {
                        reason: error.to_string(),
                    }),
                    Ok(text) => match extension {
                        Some("json") => json(&text),
                        Some("toml") => toml(&text),
                        _ => Err(ProblemKind::UnknownFormat),
                    },
                };
                (source, section)
            }
            Self::Json { name, text } => (file(name), json(text)),
            Self::Toml { name, text } => (file(name), toml(text)),
            Self::Section { name, section } => (file(name), Ok(section.clone())),
        };
        let reader = Reader {
            layer: Layer::File(index),
            source,
            names,
        };
        match section {
            Ok(section) => reader.section(&section.0, entries),
            Err(kind) => reader.problem(None, kind, entries),
        }
    }
}

struct Reader<'a> {
    layer: Layer,
    source: Source,
    names: &'a Names,
}

impl Reader<'_> {
    fn section(&self, node: &Node, entries: &mut Entries) {
        match node {
            // An empty file or section.
            Node::Null => {}
            Node::Table(table) => {
                for (pattern, settings) in table {
                    self.settings(pattern, settings, entries);
                }
            }
            _ => {
                let of = "of functions or patterns, each with a table of settings";
                self.problem(None, ProblemKind::NotATable { of }, entries);
            }
        }
    }

    fn settings(&self, text: &str, node: &Node, entries: &mut Entries) {
        let pattern = Pattern::new(text);
        if let Some(kind) = sites::unknown(&pattern) {
            self.problem(Some(text), kind, entries);
        }
        match node {
            Node::Null => {}
            Node::Table(table) => {
                for (name, node) in table {
                    self.setting(&pattern, name, node, entries);
                }
            }
            _ => {
                let of = "of settings, such as { max_attempts = 5 }";
                self.problem(Some(text), ProblemKind::NotATable { of }, entries);
            }
        }
    }

    fn setting(&self, pattern: &Pattern, name: &str, node: &Node, entries: &mut Entries) {
        let shown = node.to_string();
        let Some(meaning) = self.names.meaning(name) else {
            let instead = match node {
                // TOML reads `[deploy.upload]` as a table in a table.
                Node::Table(_) => format!(
                    "a name with a dot stands in quotes: write \"{}.{name}\"",
                    pattern.as_str()
                ),
                _ => self.names.instead(name, &shown),
            };
            entries.problems.push(Problem {
                source: self.source.clone(),
                pattern: Some(pattern.as_str().to_owned()),
                key: Some(name.to_owned()),
                value: Some(shown),
                kind: ProblemKind::UnknownKey { instead },
            });
            return;
        };
        let entry = Entry {
            layer: self.layer,
            source: self.source.clone(),
            pattern: pattern.clone(),
            key: meaning.key(),
            name: name.to_owned(),
            shown,
            value: None,
        };
        entries.push(entry, value::read(meaning, node));
    }

    fn problem(&self, pattern: Option<&str>, kind: ProblemKind, entries: &mut Entries) {
        entries.problems.push(Problem {
            source: self.source.clone(),
            pattern: pattern.map(str::to_owned),
            key: None,
            value: None,
            kind,
        });
    }
}

fn json(text: &str) -> Result<Section, ProblemKind> {
    serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        ProblemKind::Syntax {
            line: error.line(),
            column: error.column(),
            reason: reason.strip_suffix(&place).unwrap_or(&reason).to_owned(),
        }
    })
}

fn toml(text: &str) -> Result<Section, ProblemKind> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let before = text.get(..start).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        ProblemKind::Syntax {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            reason: error.message().replace('\n', ", "),
        }
    })
}

//! Files, and what counts as a file: texts and sections.

use std::path::{Path, PathBuf};
use std::{fs, io};

use reattempt_runtime::__private::settings::value::node::Node;
use reattempt_runtime::settings::Key;

use super::section::Section;
use super::{Content, Found, Setting};
use crate::config::problem::ProblemKind;
use crate::config::source::{Layer, Source};

#[derive(Clone, Debug)]
pub(crate) enum Input {
    File { path: PathBuf, required: bool },
    Json { name: String, text: String },
    Toml { name: String, text: String },
    Section { name: String, section: Section },
}

impl Input {
    pub(super) fn read(&self, layer: Layer, found: &mut Vec<Found>) {
        let section = match self {
            Self::File { path, required } => match file(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && !required => return,
                Err(error) => Err(ProblemKind::Unreadable {
                    reason: error.to_string(),
                }),
                Ok(section) => section,
            },
            Self::Json { text, .. } => json(text),
            Self::Toml { text, .. } => toml(text),
            Self::Section { section, .. } => Ok(section.clone()),
        };
        let source = self.source();
        match section {
            Ok(section) => Reader { layer, source }.section(section.0, found),
            Err(kind) => found.push(Found::unreadable(source, None, kind)),
        }
    }

    fn source(&self) -> Source {
        Source::File(match self {
            Self::File { path, .. } => path.display().to_string(),
            Self::Json { name, .. } | Self::Toml { name, .. } | Self::Section { name, .. } => {
                name.clone()
            }
        })
    }
}

/// Goes through the two levels of tables: of patterns, and of settings.
struct Reader {
    layer: Layer,
    source: Source,
}

impl Reader {
    fn section(&self, node: Node, found: &mut Vec<Found>) {
        match node {
            // An empty file or section.
            Node::Null => {}
            Node::Table(table) => {
                for (pattern, settings) in table {
                    self.settings(&pattern, settings, found);
                }
            }
            _ => {
                let of = "of functions or patterns, each with a table of settings";
                let kind = ProblemKind::NotATable { of };
                found.push(Found::unreadable(self.source.clone(), None, kind));
            }
        }
    }

    fn settings(&self, pattern: &str, node: Node, found: &mut Vec<Found>) {
        let source = || self.source.clone();
        if Key::named(pattern).is_some() && !matches!(node, Node::Table(_)) {
            found.push(Found::unreadable(
                source(),
                Some(pattern),
                ProblemKind::WithoutPattern,
            ));
            return;
        }
        found.push(Found::Pattern {
            source: source(),
            pattern: pattern.to_owned(),
        });
        match node {
            Node::Null => {}
            Node::Table(table) => {
                let settings = table.into_iter().map(|(name, value)| Setting {
                    layer: self.layer,
                    source: source(),
                    pattern: pattern.to_owned(),
                    content: Content::InFile { name, value },
                });
                found.extend(settings.map(Found::Setting));
            }
            _ => {
                let of = "of settings, such as { max_attempts = 5 }";
                let kind = ProblemKind::NotATable { of };
                found.push(Found::unreadable(source(), Some(pattern), kind));
            }
        }
    }
}

/// Read when the configuration is checked, so that it can be read again.
fn file(path: &Path) -> io::Result<Result<Section, ProblemKind>> {
    let text = fs::read_to_string(path)?;
    let extension = path.extension().and_then(|extension| extension.to_str());
    Ok(match extension {
        Some("json") => json(&text),
        Some("toml") => toml(&text),
        _ => Err(ProblemKind::UnknownFormat),
    })
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

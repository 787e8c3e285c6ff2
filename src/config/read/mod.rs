//! Reads files, variables and flags: what stands in them, and where. Only what cannot be read at all is a
//! problem here. Uses the keys, the places of settings, and values as they are written.

mod env;
mod file;
#[cfg(feature = "schemars-1")]
mod schema;
mod section;

use std::ffi::OsString;

use reattempt_runtime::__private::settings::value::node::Node;
#[cfg(feature = "clap")]
use reattempt_runtime::settings::Key;

pub(super) use self::env::Binding;
pub(super) use self::file::Input;
pub use self::section::Section;
use super::problem::{Problem, ProblemKind};
use super::source::{Layer, Source};

/// What is read, as the program named it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources {
    pub(super) files: Vec<Input>,
    pub(super) bindings: Vec<Binding>,
    /// `None` is those of the process.
    pub(super) variables: Option<Vec<(OsString, OsString)>>,
    /// Those that are no settings, whatever they are called.
    pub(super) own_variables: Vec<String>,
    #[cfg(feature = "clap")]
    pub(super) flags: Vec<Flags>,
}

/// Flags of one command line.
#[cfg(feature = "clap")]
#[derive(Clone, Debug)]
pub(super) struct Flags {
    pub(super) pattern: String,
    /// What to call all of them.
    pub(super) together: &'static str,
    /// Each with what it sets, and to what.
    pub(super) given: Vec<(&'static str, Key, String)>,
}

/// What stands in the sources, in their order.
#[derive(Debug)]
pub(super) enum Found {
    /// A site or pattern that settings may follow for.
    Pattern {
        source: Source,
        pattern: String,
    },
    Setting(Setting),
    Unreadable(Problem),
}

#[derive(Debug)]
pub(super) struct Setting {
    pub(super) layer: Layer,
    pub(super) source: Source,
    pub(super) pattern: String,
    pub(super) content: Content,
}

/// The name and the value of a setting, each as its source has it.
#[derive(Debug)]
pub(super) enum Content {
    InFile {
        name: String,
        value: Node,
    },
    /// The name in two parts, without the `_` between them; perhaps no setting at all.
    InVariable {
        prefix: String,
        rest: String,
        value: OsString,
    },
    #[cfg(feature = "clap")]
    ByFlag {
        key: Key,
        value: String,
    },
}

impl Sources {
    pub(super) fn read(&self) -> Vec<Found> {
        let mut found = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            file.read(Layer::File(index), &mut found);
        }
        let of_process = || std::env::vars_os().collect();
        let variables = self.variables.clone().unwrap_or_else(of_process);
        env::read(&self.bindings, variables, &self.own_variables, &mut found);
        #[cfg(feature = "clap")]
        for flags in &self.flags {
            flags.read(&mut found);
        }
        found
    }
}

#[cfg(feature = "clap")]
impl Flags {
    fn read(&self, found: &mut Vec<Found>) {
        found.push(Found::Pattern {
            source: Source::Flag(self.together),
            pattern: self.pattern.clone(),
        });
        let settings = self.given.iter().map(|(flag, key, value)| Setting {
            layer: Layer::Flags,
            source: Source::Flag(flag),
            pattern: self.pattern.clone(),
            content: Content::ByFlag {
                key: *key,
                value: value.clone(),
            },
        });
        found.extend(settings.map(Found::Setting));
    }
}

impl Found {
    fn unreadable(source: Source, pattern: Option<&str>, kind: ProblemKind) -> Self {
        Self::Unreadable(Problem {
            source,
            pattern: pattern.map(str::to_owned),
            key: None,
            value: None,
            kind,
        })
    }
}

//! The places a setting can be written in. Uses the runtime alone.

use core::fmt;

use reattempt_runtime::__private::Escaped;

/// Where a setting was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// A file; or a text or section, by the name that the program gave it.
    File(String),
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(name) | Self::Variable(name) => Escaped(name).fmt(f),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// The kinds of places in their order: a later one overrides an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// By the order in which the files were added.
    File(usize),
    Environment,
    #[cfg(feature = "clap")]
    Flags,
}

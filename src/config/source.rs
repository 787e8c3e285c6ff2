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
    /// An operator, by [`switch`](super::switch()) or on the dashboard.
    Operator,
    /// The code of the site: its attribute, or the policy of [`site!`](crate::site!).
    Code,
    /// The policy of the [`Scope`](crate::Scope) that the question was asked in.
    Scope,
    /// The policy of an instance, as in [`EffectiveSite::of_instance`](super::EffectiveSite::of_instance).
    Instance,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(name) | Self::Variable(name) => Escaped(name).fmt(f),
            Self::Flag(name) => f.write_str(name),
            Self::Operator => f.write_str("an operator"),
            Self::Code => f.write_str("the code"),
            Self::Scope => f.write_str("the scope"),
            Self::Instance => f.write_str("the instance"),
        }
    }
}

/// What decides first between two settings of one key for one site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// The later layer, then the more precise pattern.
    #[default]
    Layers,
    /// That it was written for the name itself, in whichever layer.
    Names,
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

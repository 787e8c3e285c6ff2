//! How loud the attempt log of a function is.

use core::fmt;

/// The setting `log`: the highest level at which the attempt log tells of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LogLevel {
    /// Calls that gave up are told of as retries are, by a WARN and no ERROR.
    Warn,
    /// Everything by an INFO.
    Info,
    /// Everything by a DEBUG.
    Debug,
    /// Nothing is told.
    Off,
}

impl LogLevel {
    /// All, from loud to silent.
    pub const ALL: &[Self] = &[Self::Warn, Self::Info, Self::Debug, Self::Off];

    /// Its word in the configuration.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Off => "off",
        }
    }

    /// The level of this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|level| level.as_str() == word)
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

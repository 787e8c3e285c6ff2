//! Names of the program's own for keys.

use super::Key;

/// What a name of the program's own stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// The same as this setting. [`Key::MaxAttempts`] counts the first call too.
    Key(Key),
    /// The number of calls after the first: `max_attempts` less one.
    Retries,
}

impl Meaning {
    /// The setting that it is.
    pub const fn key(self) -> Key {
        match self {
            Self::Key(key) => key,
            Self::Retries => Key::MaxAttempts,
        }
    }

    /// What it sets, for a program's help.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Key(key) => key.help(),
            Self::Retries => "attempts after the first",
        }
    }

    /// What it may be, in words that follow "must be".
    pub const fn allowed(self) -> &'static str {
        match self {
            Self::Key(key) => key.allowed(),
            Self::Retries => "a number from 0, or \"unlimited\"",
        }
    }
}

//! What can be wrong with settings, and how it is said.

use crate::policy::error::PolicyError;
use crate::policy::settings::errors::no_such_error;
use crate::policy::settings::key::Key;
use crate::policy::settings::value::Wrong;
use crate::text::escape::Escaped;

/// What can be wrong with a [`PolicySettings`](crate::settings::PolicySettings), in itself or on a policy.
///
/// `Display` gives one line for each mistake: what it is and what is allowed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SettingsError {
    /// Something else where the settings were expected.
    #[error("{}: must be a table of settings, such as {{ max_attempts = 5 }}", Escaped(.value))]
    NotATable {
        /// What there is, cut short where it is long.
        value: String,
    },

    /// There is no such key.
    #[error("{} = {}: there is no such key; {}", Escaped(.key), Escaped(.value), Escaped(.instead))]
    UnknownKey {
        /// As it was written.
        key: String,
        /// As a file has it, cut short where it is long; here and below.
        value: String,
        /// What to do instead.
        instead: String,
    },

    /// The key, or another name for it, is there twice.
    #[error("{} = {}: {key} is set twice", Escaped(.name), Escaped(.value))]
    Repeated {
        /// As it was written the second time.
        name: String,
        /// The second value.
        value: String,
        /// What it sets.
        key: Key,
    },

    /// The value is of the wrong type, or out of range.
    #[error("{} = {}: {}", Escaped(.key), Escaped(.value), must_be(allowed, .instead.as_deref()))]
    Invalid {
        /// As it was written.
        key: String,
        /// As it was written.
        value: String,
        /// What is allowed.
        allowed: &'static str,
        /// What was most likely meant.
        instead: Option<String>,
    },

    /// The text is no duration.
    #[error("{} = {}: {}", Escaped(.key), Escaped(.value), Escaped(.reason))]
    NoDuration {
        /// As it was written.
        key: String,
        /// As it was written.
        value: String,
        /// Why, and what to write.
        reason: String,
    },

    /// The list of delays is too long to be kept.
    #[error("{}: {}", Escaped(.key), Wrong::TooManyDelays { count: *.count, most: *.most })]
    TooManyDelays {
        /// As it was written.
        key: String,
        /// How many there are.
        count: usize,
        /// How many are allowed.
        most: usize,
    },

    /// The program has had too many lists of delays to keep another one.
    #[error("backoff: {}", too_many_lists(*.count, *.most))]
    TooManyLists {
        /// How many delays there are in this one.
        count: usize,
        /// How many lists are allowed.
        most: usize,
    },

    /// The value is above `config_max_attempts` or `config_max_delay` of the policy.
    #[error(
        "{key} = {value}: must be at most {ceiling}, the ceiling that the policy sets in the code"
    )]
    AboveCeiling {
        /// What it sets.
        key: Key,
        /// The value.
        value: String,
        /// The ceiling.
        ceiling: String,
    },

    /// The backoff has no use for this part.
    #[error("{key} = {value}: is not used by the backoff, which is {backoff}")]
    Unused {
        /// What it sets.
        key: Key,
        /// The value.
        value: String,
        /// The backoff.
        backoff: String,
    },

    /// The settings contradict each other, or the policy that they are put on.
    #[error(transparent)]
    Rule(#[from] PolicyError),

    /// No error is called so: a line for each name.
    #[error("{}", unknown_names(.names, .known))]
    UnknownErrors {
        /// The names.
        names: Vec<UnknownName>,
        /// All kinds.
        known: Vec<&'static str>,
    },

    /// A number of a breaker contradicts another one, in the settings or in the code.
    #[error("{key} = {value}: {reason}")]
    Breaker {
        /// What it sets.
        key: Key,
        /// The value.
        value: String,
        /// What it contradicts, and what to do.
        reason: String,
    },

    /// The breaker in the code breaks a rule, whatever the settings are.
    #[error("the breaker in the code: {reason}")]
    BreakerInCode {
        /// The rule.
        reason: String,
    },

    /// A backoff of the program's own has no words.
    #[error("a custom backoff, {}, cannot be written: it exists only in code", Escaped(.backoff))]
    CustomBackoff {
        /// By its `Debug`.
        backoff: String,
    },
}

/// A name in the settings that no error has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownName {
    /// The list that it is in.
    pub key: Key,
    /// The name.
    pub name: String,
    /// The name that comes closest, if any comes close.
    pub nearest: Option<&'static str>,
}

fn unknown_names(names: &[UnknownName], known: &[&str]) -> String {
    let line = |unknown: &UnknownName| {
        let UnknownName { key, name, nearest } = unknown;
        let instead = no_such_error(*nearest, known);
        format!("{key}: {name:?} is no class and no kind of this error{instead}")
    };
    let lines: Vec<String> = names.iter().map(line).collect();
    lines.join("\n")
}

impl SettingsError {
    #[doc(hidden)]
    pub fn repeated(name: &str, value: &str, key: Key) -> Self {
        Self::Repeated {
            name: name.to_owned(),
            value: value.to_owned(),
            key,
        }
    }

    pub(super) fn of_value(key: &str, value: &str, wrong: Wrong) -> Self {
        let key = key.to_owned();
        match wrong {
            Wrong::Invalid { allowed, instead } => Self::Invalid {
                key,
                value: value.to_owned(),
                allowed,
                instead,
            },
            Wrong::NoDuration { reason } => Self::NoDuration {
                key,
                value: value.to_owned(),
                reason,
            },
            Wrong::TooManyDelays { count, most } => Self::TooManyDelays { key, count, most },
        }
    }
}

/// What is said of a value that is not what it may be: that, and what was most likely meant.
pub fn must_be(allowed: &str, instead: Option<&str>) -> String {
    match instead {
        Some(instead) => format!("must be {allowed}; write {}", Escaped(instead)),
        None => format!("must be {allowed}"),
    }
}

/// What is said of the first list that is one too many.
pub fn too_many_lists(count: usize, most: usize) -> String {
    format!(
        "this list of {count} delays is one too many: at most {most} different lists are kept while the \
         program runs; start it again, or write a rule such as \"exponential\""
    )
}

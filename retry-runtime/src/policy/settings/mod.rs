//! A policy's parts as they are written outside of the code: their names, what their values may be, and what
//! is said of mistakes. Files, variables, flags and a program's own data all go through here.

mod error;
mod errors;
pub mod key;
pub mod lists;
mod log_level;
pub mod names;
pub mod nearest;
mod onto;
mod policy;
mod read;
#[cfg(feature = "schemars-1")]
mod schema;
#[allow(missing_docs, reason = "for `reattempt` alone")]
pub mod value;
mod write;

use core::fmt;
use core::time::Duration;
use std::collections::BTreeMap;

pub use self::error::{SettingsError, UnknownName, must_be, too_many_lists};
pub use self::errors::{ErrorNames, is_known, known, nearest_kind, no_such_error};
use self::key::{Key, Meaning};
pub use self::log_level::LogLevel;
use self::value::Value;
#[cfg(feature = "config")]
use crate::policy::guard_numbers::GuardNumbers;
use crate::policy::nested::Nested;
use crate::policy::overrides::Overrides;

/// Parts of a policy that are set from outside, as a value: what stands in a file of the configuration for one
/// function, in the same words (feature `config`).
///
/// It is a field of whatever a program reads, a row of a table or a tenant's settings, in any format that
/// describes itself, such as JSON, TOML or YAML. What it holds is within its range: an unknown key, a value out
/// of range or a key that is there twice is an error of the deserialiser that names the key, the value and what
/// is allowed, one line for each mistake. What is not set is left as it is.
///
/// Two are equal if they set the same keys to the same values, however these were written: `"1s"`, `1` and `1.0`
/// are one delay. `Serialize` writes a map of what is set, durations as texts with units, exact to the
/// nanosecond.
#[derive(Clone, Default, PartialEq)]
pub struct PolicySettings {
    values: BTreeMap<Key, Value>,
}

impl PolicySettings {
    /// Nothing is set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `key` to what `text` says, in the words of a variable of the environment: `5`, `500ms`, `1.5`,
    /// `false`, a list separated by commas. Replaces what was set before.
    ///
    /// ```
    /// # mod reattempt {
    /// #     pub mod config {
    /// #         pub use reattempt_runtime::settings::{Key, PolicySettings, SettingsError};
    /// #     }
    /// # }
    /// use reattempt::config::{Key, PolicySettings};
    ///
    /// let settings = PolicySettings::new()
    ///     .set(Key::MaxAttempts, "5")?
    ///     .set(Key::Backoff, "100ms,1s")?;
    /// # Ok::<(), reattempt::config::SettingsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Invalid`](SettingsError::Invalid) or [`TooManyDelays`](SettingsError::TooManyDelays) if it may not be
    /// that.
    pub fn set(mut self, key: Key, text: &str) -> Result<Self, SettingsError> {
        match value::read_plain(Meaning::Key(key), text) {
            Ok(value) => self.values.insert(key, value),
            Err(wrong) if text.trim().is_empty() => {
                return Err(SettingsError::of_value(key.as_str(), "\"\"", wrong));
            }
            Err(wrong) => return Err(SettingsError::of_value(key.as_str(), text, wrong)),
        };
        Ok(self)
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// What is set, each with its value as a file has it, such as `"500ms"` with its quotes.
    pub fn iter(&self) -> impl Iterator<Item = (Key, String)> {
        let values = self.values.iter();
        values.map(|(key, value)| (*key, value.to_node().to_string()))
    }

    /// The setting `enabled`. One that is switched off makes one attempt: see [`onto`](Self::onto).
    pub fn enabled(&self) -> Option<bool> {
        match self.values.get(&Key::Enabled) {
            Some(Value::Enabled(enabled)) => Some(*enabled),
            _ => None,
        }
    }

    /// The setting `attempt_timeout`, which is no part of a policy.
    pub fn attempt_timeout(&self) -> Option<Duration> {
        match self.values.get(&Key::AttemptTimeout) {
            Some(Value::Duration(limit)) => Some(*limit),
            _ => None,
        }
    }

    /// The setting `log`, which is no part of a policy.
    pub fn log(&self) -> Option<LogLevel> {
        match self.values.get(&Key::Log) {
            Some(Value::Log(level)) => Some(*level),
            _ => None,
        }
    }

    /// The setting `nested`, which is no part of a policy: a value for the option of this name.
    pub fn nested(&self) -> Option<Nested> {
        match self.values.get(&Key::Nested) {
            Some(Value::Nested(nested)) => Some(*nested),
            _ => None,
        }
    }
}

impl PolicySettings {
    /// As guards take them.
    #[cfg(feature = "config")]
    pub(crate) fn guard_numbers(&self) -> GuardNumbers {
        let mut numbers = GuardNumbers::default();
        for (key, value) in &self.values {
            value.set_guard(*key, &mut numbers);
        }
        numbers
    }

    /// As the runtime takes them, with a stand-in for a list of delays.
    fn overrides(&self) -> Overrides {
        let mut overrides = Overrides::default();
        for (key, value) in &self.values {
            value.set(*key, &mut overrides);
        }
        overrides
    }
}

/// What is set, as a file has it: `PolicySettings { max_attempts: 5, initial_delay: "500ms" }`.
impl fmt::Debug for PolicySettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut settings = f.debug_struct("PolicySettings");
        for (key, text) in self.iter() {
            settings.field(key.as_str(), &format_args!("{text}"));
        }
        settings.finish()
    }
}

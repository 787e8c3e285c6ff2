//! From what was written to settings.

use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error};

use super::PolicySettings;
use super::error::SettingsError;
use super::key::Meaning;
use super::names::Names;
use super::value::{self, node::Node};

/// All of them, one line each.
pub(super) struct Mistakes(pub(super) Vec<SettingsError>);

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, mistake) in self.0.iter().enumerate() {
            write!(f, "{}{mistake}", if index == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

/// A map from keys to values, as a file has it for one function.
impl<'de> Deserialize<'de> for PolicySettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        Self::read(node, &Names::default()).map_err(D::Error::custom)
    }
}

impl PolicySettings {
    /// Deserialises with further names for settings, as `Config::alias` adds them to files; for serde's
    /// `deserialize_with`.
    ///
    /// # Errors
    ///
    /// Those of the deserialiser, which are those of `Deserialize`.
    pub fn deserialize_aliased<'de, D: Deserializer<'de>>(
        deserializer: D,
        aliases: &[(&str, Meaning)],
    ) -> Result<Self, D::Error> {
        let mut names = Names::default();
        for (alias, meaning) in aliases {
            names.add((*alias).to_owned(), *meaning);
        }
        let node = Node::deserialize(deserializer)?;
        Self::read(node, &names).map_err(D::Error::custom)
    }

    pub(super) fn read(node: Node, names: &Names) -> Result<Self, Mistakes> {
        let table = match node {
            Node::Null => Vec::new(),
            Node::Table(table) => table,
            other => {
                let value = other.to_string();
                return Err(Mistakes(vec![SettingsError::NotATable { value }]));
            }
        };
        let mut settings = Self::new();
        let mut mistakes = Vec::new();
        for (name, node) in table {
            mistakes.extend(settings.take_in(&name, &node, names).err());
        }
        if mistakes.is_empty() {
            Ok(settings)
        } else {
            Err(Mistakes(mistakes))
        }
    }

    fn take_in(&mut self, name: &str, node: &Node, names: &Names) -> Result<(), SettingsError> {
        let Some(meaning) = names.meaning(name) else {
            return Err(SettingsError::UnknownKey {
                key: name.to_owned(),
                value: node.to_string(),
                instead: names.instead(name, node),
            });
        };
        let value = value::read(meaning, node)
            .map_err(|wrong| SettingsError::of_value(name, &node.to_string(), wrong))?;
        match self.values.insert(meaning.key(), value) {
            None => Ok(()),
            Some(_) => Err(SettingsError::Repeated {
                name: name.to_owned(),
                value: node.to_string(),
                key: meaning.key(),
            }),
        }
    }
}

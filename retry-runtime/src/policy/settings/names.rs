//! The names of settings: of this crate, of the program, and of other libraries.

use super::key::{GuardKind, Key, Meaning};
use super::nearest::nearest;
use super::value::node::Node;
use crate::text::foreign_names::{RETRIES, setting};

/// Those of this crate and, before them, those of the program.
#[derive(Clone, Debug, Default)]
pub struct Names {
    aliases: Vec<(String, Meaning)>,
}

impl Names {
    /// Another name for what `meaning` says.
    pub fn add(&mut self, alias: String, meaning: Meaning) {
        self.aliases.push((alias, meaning));
    }

    /// What a name stands for; one of the program's own comes first.
    pub fn meaning(&self, name: &str) -> Option<Meaning> {
        let alias = self.aliases.iter().find(|(alias, _)| alias == name);
        alias
            .map(|(_, meaning)| *meaning)
            .or_else(|| Key::named(name).map(Meaning::Key))
    }

    /// All names, the program's own last.
    pub fn all(&self) -> impl Iterator<Item = (&str, Meaning)> {
        let shadowed = |key: &Key| !self.aliases.iter().any(|(alias, _)| alias == key.as_str());
        let keys = Key::ALL.iter().copied().filter(shadowed);
        let keys = keys.map(|key| (key.as_str(), Meaning::Key(key)));
        let aliases = self.aliases.iter();
        keys.chain(aliases.map(|(alias, meaning)| (alias.as_str(), *meaning)))
    }

    /// What to do about a name that stands for nothing.
    pub fn instead(&self, name: &str, value: &Node) -> String {
        let similar = name.to_lowercase().replace('-', "_");
        match (foreign(&similar), value) {
            (Some(Meaning::Retries), Node::Integer(retries)) if *retries >= 0 => {
                return format!(
                    "max_attempts counts every call, the first one included: write \
                     max_attempts = {}",
                    retries.saturating_add(1)
                );
            }
            (Some(Meaning::Key(Key::Enabled)), _) => {
                return "it is called enabled here, and false switches off".to_owned();
            }
            (Some(Meaning::Key(key)), _) => return format!("it is called {key} here"),
            _ => {}
        }
        if let Some(guard) = [GuardKind::Budget, GuardKind::Breaker]
            .into_iter()
            .find(|guard| guard.as_str() == similar)
        {
            return one_by_one(guard, value);
        }
        if IN_CODE.contains(&similar.as_str()) {
            return "it is an option of the attribute, which only the code can set".to_owned();
        }
        // There are many of guards, all of which begin alike.
        let may_be = |(_, meaning): &(&str, Meaning)| {
            meaning.key().guard().is_none() || similar.starts_with('b')
        };
        let names = self.all().filter(may_be);
        if let Some(name) = nearest(&similar, names.map(|(name, _)| name)) {
            return format!("write {name}");
        }
        let is_short = |(_, meaning): &(&str, Meaning)| meaning.key().guard().is_none();
        let names: Vec<&str> = self.all().filter(is_short).map(|(name, _)| name).collect();
        format!(
            "the keys are {}, and those of a budget and a breaker, such as budget_capacity and breaker_open_for",
            names.join(", ")
        )
    }
}

/// What to write for a guard: `breaker = { open_for = "10s" }` is one setting for each of these.
fn one_by_one(guard: GuardKind, value: &Node) -> String {
    let first = match value {
        Node::Table(table) => table.first(),
        _ => None,
    };
    if let Some((name, value)) = first {
        let name = format!("{guard}_{name}");
        if Key::named(&name).is_some() {
            return format!("each number of a {guard} is a key of its own: write {name} = {value}");
        }
    }
    let keys = Key::ALL.iter().filter(|key| key.guard() == Some(guard));
    let keys: Vec<&str> = keys.map(|key| key.as_str()).collect();
    format!(
        "each number of a {guard} is a key of its own: {}",
        keys.join(", ")
    )
}

/// Whether `word` is one edit away from `name` at most: a letter that is wrong, missing or too many, or two
/// that changed places.
pub fn is_one_edit_away(word: &str, name: &str) -> bool {
    let letters = |text: &str| text.chars().count();
    letters(word).abs_diff(letters(name)) <= 1 && strsim::osa_distance(word, name) <= 1
}

/// Options of the attribute that are no settings.
const IN_CODE: &[&str] = &[
    "on",
    "except",
    "also",
    "when",
    "until",
    "retry_after",
    "idempotent",
    "on_event",
    "policy",
    "name",
    "sleep",
    "span",
    "attempt",
    "clone",
    "crate",
    "label",
    "config_max_attempts",
    "config_max_delay",
];

/// What the name stands for that another library gives a setting.
pub fn foreign(name: &str) -> Option<Meaning> {
    if RETRIES.contains(&name) {
        return Some(Meaning::Retries);
    }
    if let Some(setting) = setting(name) {
        return Key::named(setting).map(Meaning::Key);
    }
    Some(Meaning::Key(match name {
        "log_level" | "logging" => Key::Log,
        "disabled" | "enable" | "disable" => Key::Enabled,
        "retry_on"
        | "retry_for"
        | "retry_exceptions"
        | "retryable_exceptions"
        | "retry_on_exceptions" => Key::RetryableErrors,
        "not_on" | "no_retry_for" | "ignore_exceptions" | "non_retryable_exceptions" => {
            Key::NonRetryableErrors
        }
        _ => return None,
    }))
}

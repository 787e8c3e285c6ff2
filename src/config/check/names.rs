//! The names of settings: of this crate, of the program, and of other libraries.

use super::nearest::nearest;
use crate::config::key::{Key, Meaning};
use crate::config::value::node::Node;

#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    aliases: Vec<(String, Meaning)>,
}

impl Names {
    pub(crate) fn add(&mut self, alias: String, meaning: Meaning) {
        self.aliases.push((alias, meaning));
    }

    /// What a name stands for; one of the program's own comes first.
    pub(super) fn meaning(&self, name: &str) -> Option<Meaning> {
        let alias = self.aliases.iter().find(|(alias, _)| alias == name);
        alias
            .map(|(_, meaning)| *meaning)
            .or_else(|| Key::named(name).map(Meaning::Key))
    }

    /// All names, the program's own last.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, Meaning)> {
        let shadowed = |key: &Key| !self.aliases.iter().any(|(alias, _)| alias == key.as_str());
        let keys = Key::ALL.into_iter().filter(shadowed);
        let keys = keys.map(|key| (key.as_str(), Meaning::Key(key)));
        let aliases = self.aliases.iter();
        keys.chain(aliases.map(|(alias, meaning)| (alias.as_str(), *meaning)))
    }

    /// The name that a variable has in capitals.
    pub(super) fn in_capitals(&self, capitals: &str) -> Option<(&str, Meaning)> {
        self.all().find(|(name, _)| name.to_uppercase() == capitals)
    }

    /// What to do about a name that stands for nothing.
    pub(super) fn instead_in_file(&self, pattern: &str, name: &str, value: &Node) -> String {
        match value {
            // TOML reads `[deploy.upload]` as a table in a table.
            Node::Table(_) => {
                format!("a name with a dot stands in quotes: write \"{pattern}.{name}\"")
            }
            _ => self.instead(name, &value.to_string()),
        }
    }

    /// The same for a variable. It may well be the program's own, and is nothing to speak of unless it can
    /// hardly be that.
    pub(super) fn instead_in_variable(&self, name: &str, value: &str) -> Option<String> {
        let meant = foreign(name, value).is_some() || IN_CODE.contains(&name);
        let typical = name.contains('_') || ["attempts", "retries", "tries"].contains(&name);
        let misspelt = nearest(name, self.all().map(|(name, _)| name)).is_some();
        (misspelt || (meant && typical)).then(|| self.instead(name, value))
    }

    /// `value` is as it was written.
    fn instead(&self, name: &str, value: &str) -> String {
        let similar = name.to_lowercase().replace('-', "_");
        if let Some(instead) = foreign(&similar, value) {
            return instead;
        }
        if IN_CODE.contains(&similar.as_str()) {
            return "it is an option of the attribute, which only the code can set".to_owned();
        }
        if let Some(name) = nearest(&similar, self.all().map(|(name, _)| name)) {
            return format!("write {name}");
        }
        let names: Vec<&str> = self.all().map(|(name, _)| name).collect();
        format!("the keys are {}", names.join(", "))
    }
}

/// Options of the attribute that are no settings.
const IN_CODE: [&str; 15] = [
    "attempt_timeout",
    "on",
    "except",
    "when",
    "until",
    "retry_after",
    "idempotent",
    "on_event",
    "policy",
    "name",
    "budget",
    "breaker",
    "nested",
    "sleep",
    "timeout",
];

/// What to write for the name that another library gives a setting. The same names get a hint from the
/// attribute.
fn foreign(name: &str, value: &str) -> Option<String> {
    let key = match name {
        "max_retries" | "max_retry" | "retries" | "num_retries" | "retry_count" | "max_times" => {
            let attempts = value.parse::<u32>().ok()?.saturating_add(1);
            return Some(format!(
                "max_attempts counts every call, the first one included: write \
                 max_attempts = {attempts}"
            ));
        }
        "attempts" | "tries" | "max_tries" | "retry_attempts" | "times" => Key::MaxAttempts,
        "strategy" => Key::Backoff,
        "base_delay" | "delay" | "initial_backoff" | "initial_interval" | "interval"
        | "backoff_min" | "min_backoff" => Key::InitialDelay,
        "backoff_max" | "max_backoff" | "max_interval" => Key::MaxDelay,
        "multiplier" | "backoff_multiplier" | "exponential_base" | "backoff_factor" => Key::Factor,
        "deadline" | "total_timeout" | "max_duration" | "max_elapsed_time" => Key::MaxElapsed,
        "disabled" | "enable" | "disable" => Key::Enabled,
        _ => return None,
    };
    Some(format!("it is called {key} here"))
}

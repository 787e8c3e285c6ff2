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

    /// What the variable stands for that is called `rest` after `prefix` and a `_`.
    pub(super) fn variable(&self, prefix: &str, rest: &str) -> Variable<'_> {
        let exact = self.all().find(|(name, _)| name.to_uppercase() == rest);
        if let Some((name, meaning)) = exact {
            return Variable::Setting(name, meaning);
        }
        let lower = rest.to_lowercase();
        let variable = |name: &str| format!("{prefix}_{}", name.to_uppercase());
        if let Some((name, _)) = self.all().find(|(name, _)| is_misspelt(&lower, name)) {
            let instead = format!(
                "write {}, or name it by `own_variable` if it is the program's own",
                variable(name)
            );
            return Variable::Misspelt { name, instead };
        }
        let Some(foreign) = foreign(&lower).filter(|_| speaks_of_retries(prefix, rest)) else {
            return Variable::Own;
        };
        let name = foreign.key().as_str();
        let instead = match foreign {
            Meaning::Retries => format!(
                "{name} counts every call, the first one included: write {}, one more",
                variable(name)
            ),
            Meaning::Key(Key::Enabled) => format!(
                "it is called {} here, and false switches off",
                variable(name)
            ),
            Meaning::Key(_) => format!("it is called {} here", variable(name)),
        };
        Variable::Misspelt { name, instead }
    }

    /// What to do about a name that stands for nothing.
    pub(super) fn instead_in_file(&self, pattern: &str, name: &str, value: &Node) -> String {
        // TOML reads `[deploy.upload]` as a table in a table.
        if let Node::Table(_) = value {
            return format!("a name with a dot stands in quotes: write \"{pattern}.{name}\"");
        }
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

/// What a variable that begins with a prefix is.
pub(super) enum Variable<'a> {
    Setting(&'a str, Meaning),
    /// It is meant to be the setting `name`.
    Misspelt {
        name: &'a str,
        instead: String,
    },
    /// The program's.
    Own,
}

/// Whether a variable can hardly be anything but `name`. A short word is one edit away from many.
fn is_misspelt(word: &str, name: &str) -> bool {
    const LONG: usize = 6;
    word == name || (name.chars().count() >= LONG && is_one_edit_away(word, name))
}

/// Whether `word` is one edit away from `name` at most: a letter that is wrong, missing or too many, or two
/// that changed places.
fn is_one_edit_away(word: &str, name: &str) -> bool {
    let letters = |text: &str| text.chars().count();
    letters(word).abs_diff(letters(name)) <= 1 && strsim::osa_distance(word, name) <= 1
}

/// Whether a variable with the name that another library gives a setting can hardly be anything else: the
/// program may have an interval or a deadline of its own.
fn speaks_of_retries(prefix: &str, rest: &str) -> bool {
    let mut words = prefix.split('_').chain(rest.split('_'));
    words.any(|word| {
        let word = word.to_uppercase();
        ["RETRY", "RETRIES", "BACKOFF"].contains(&word.as_str())
    })
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

/// What the name stands for that another library gives a setting. The same names get a hint from the
/// attribute.
fn foreign(name: &str) -> Option<Meaning> {
    Some(Meaning::Key(match name {
        "max_retries" | "max_retry" | "retries" | "num_retries" | "retry_count" | "max_times" => {
            return Some(Meaning::Retries);
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
    }))
}

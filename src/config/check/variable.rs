//! What a variable of the environment stands for.

use reattempt_runtime::__private::settings::names::{Names, foreign, is_one_edit_away};
use reattempt_runtime::settings::{Key, Meaning};

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

/// What the variable stands for that is called `rest` after `prefix` and a `_`.
pub(super) fn variable<'a>(names: &'a Names, prefix: &str, rest: &str) -> Variable<'a> {
    let exact = names.all().find(|(name, _)| name.to_uppercase() == rest);
    if let Some((name, meaning)) = exact {
        return if is_read(prefix, name, meaning) {
            Variable::Setting(name, meaning)
        } else {
            Variable::Own
        };
    }
    let lower = rest.to_lowercase();
    let variable = |name: &str| format!("{prefix}_{}", name.to_uppercase());
    if let Some((name, _)) = names.all().find(|(name, _)| is_misspelt(&lower, name)) {
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
        _ => format!("it is called {} here", variable(name)),
    };
    Variable::Misspelt { name, instead }
}

/// Whether the variable `prefix_NAME` is a setting. Nearly every program has a variable for its own log.
pub(crate) fn is_read(prefix: &str, name: &str, meaning: Meaning) -> bool {
    meaning != Meaning::Key(Key::Log)
        || name != Key::Log.as_str()
        || speaks_of_retries(prefix, name)
}

/// Whether a variable can hardly be anything but `name`. A short word is one edit away from many.
fn is_misspelt(word: &str, name: &str) -> bool {
    const LONG: usize = 6;
    word == name || (name.chars().count() >= LONG && is_one_edit_away(word, name))
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
